using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Push.Grains.Apps;
using Push.Grains.Concurrency;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

/// <summary>
/// The list of campaigns, as one record; it stays small because old campaigns are deleted. Campaigns that are deleted tell
/// it so while it waits for them: that is why its calls interleave. It stays active when nobody calls: it sweeps by itself.
/// </summary>
[GrainType("push.campaign-list"), Reentrant, KeepAlive]
internal sealed partial class CampaignListGrain : Grain, ICampaignListGrain
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    private readonly IPersistentState<CampaignListState> _state;
    private readonly RetentionOptions _retention;
    private readonly TimeProvider _time;
    private readonly ILogger<CampaignListGrain> _log;
    private readonly CoalescingWriter _writer;
    private IGrainTimer? _sweeping;

    public CampaignListGrain(
        [PersistentState("campaign-list", PushStorage.Name)] IPersistentState<CampaignListState> state,
        IOptions<PushOptions> options,
        TimeProvider time,
        ILogger<CampaignListGrain> log)
    {
        (_state, _retention, _time, _log) = (state, options.Value.Retention, time, log);
        _writer = new CoalescingWriter(_state.WriteStateAsync);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sweeping = this.RegisterGrainTimer(
            SweepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, SweepPeriod) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task Add(CampaignListEntry entry)
    {
        if (PlaceOf(entry.Id) >= 0) return SettleAsync();
        Entries.Add(entry);
        return WriteAsync();
    }

    public Task SetEnded(string id)
    {
        var place = PlaceOf(id);
        if (place < 0 || Entries[place].HasEnded) return SettleAsync();
        Entries[place] = Entries[place] with { HasEnded = true, EndedAt = _time.GetUtcNow() };
        // One more has ended, so that another may be one too many.
        _sweeping?.Change(TimeSpan.Zero, SweepPeriod);
        return WriteAsync();
    }

    public Task Remove(string id) => Entries.RemoveAll(entry => entry.Id == id) > 0 ? WriteAsync() : SettleAsync();

    public Task<ImmutableArray<CampaignListEntry>> GetPage(int limit, string? before)
    {
        if (limit is < 1 or > ICampaignListGrain.MaxPage)
            throw new PushRequestException(RequestFault.Malformed, $"A limit is 1 to {ICampaignListGrain.MaxPage}; {limit} is not.");
        var end = before is null ? Entries.Count : PlaceOf(before);
        if (end < 0) throw new PushRequestException(RequestFault.UnknownCampaign, $"There is no campaign {before}.");
        return Task.FromResult(Entries.Take(end).Reverse().Take(limit).ToImmutableArray());
    }

    public Task<ImmutableArray<CampaignListEntry>> GetOpen() =>
        Task.FromResult(Entries.Where(entry => !entry.HasEnded).ToImmutableArray());

    private List<CampaignListEntry> Entries => _state.State.Entries;

    private int PlaceOf(string id) => Entries.FindIndex(entry => entry.Id == id);

    // A campaign that is under way refuses.
    private async Task SweepAsync()
    {
        foreach (var id in _retention.Expired(Entries, _time.GetUtcNow()))
        {
            try
            {
                await GrainFactory.GetGrain<ICampaignGrain>(CampaignKey.Of(id)).Delete();
            }
            catch (PushRequestException e) when (e.Fault == RequestFault.WrongState)
            {
            }
            catch (Exception e)
            {
                LogNotDeleted(id, e);
            }
        }
    }

    private Task WriteAsync() => GuardAsync(_writer.WriteAsync());

    private Task SettleAsync() => GuardAsync(_writer.SettleAsync());

    // What could not be stored is forgotten, and whoever said it says it again.
    private async Task GuardAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}

/// <summary>The campaigns in the order of their creation.</summary>
[GenerateSerializer, Alias("push.campaign-list-state")]
internal sealed class CampaignListState
{
    [Id(0)]
    public List<CampaignListEntry> Entries { get; set; } = [];
}
