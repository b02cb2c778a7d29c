using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Client.Campaigns;

/// <summary>Calls about campaigns. Each may be repeated without harm.</summary>
public sealed class CampaignCalls
{
    private const int Parallelism = 32;

    /// <summary>Between two looks of <see cref="WatchAsync"/> when none is given.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(500);

    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;

    internal CampaignCalls(IGrainFactory grains, TimeProvider time)
    {
        _grains = grains;
        _time = time;
    }

    /// <summary>Stores a campaign without starting it.</summary>
    /// <param name="spec">What it sends, and to whom.</param>
    /// <param name="id">Its id; null: one is made. Give one to make the call repeatable.</param>
    /// <exception cref="PushRequestException">Unknown app, invalid notification, or another spec under the same id.</exception>
    public Task<CampaignStatus> CreateAsync(CampaignSpec spec, string? id = null) =>
        Campaign(id ?? CampaignKey.NewId()).Create(spec);

    /// <summary>Counts the audience and begins to send.</summary>
    /// <exception cref="PushRequestException">
    /// No such campaign, the audience is empty or its import is incomplete, or the campaign was cancelled.
    /// </exception>
    public Task<CampaignStatus> StartAsync(string id) => Campaign(id).Start();

    /// <summary>Stops for now, within a second. Answers to what was sent still count.</summary>
    /// <exception cref="PushRequestException">No such campaign, or it has ended.</exception>
    public Task<CampaignStatus> PauseAsync(string id) => Campaign(id).Pause();

    /// <summary>Goes on after a pause.</summary>
    /// <exception cref="PushRequestException">No such campaign, or it has ended.</exception>
    public Task<CampaignStatus> ResumeAsync(string id) => Campaign(id).Resume();

    /// <summary>Ends a campaign for good: what has not been sent counts as skipped.</summary>
    /// <exception cref="PushRequestException">No such campaign, or it has finished.</exception>
    public Task<CampaignStatus> CancelAsync(string id) => Campaign(id).Cancel();

    /// <summary>State and counts at this moment; null when there is no such campaign.</summary>
    public Task<CampaignStatus?> FindAsync(string id) => Campaign(id).GetStatus();

    /// <summary>
    /// What a campaign with this spec would send if it were started now, to how many, and what would keep it from that.
    /// Nothing is stored or sent.
    /// </summary>
    /// <param name="spec">The campaign.</param>
    /// <param name="id">The id that it would be created under; null: any.</param>
    /// <exception cref="PushRequestException">Unknown app, or a malformed name.</exception>
    public Task<CampaignPreview> PreviewAsync(CampaignSpec spec, string? id = null) =>
        Campaign(id ?? CampaignKey.NewId()).Preview(spec);

    /// <summary>
    /// Every device that ended otherwise than accepted, with the reason; of a campaign that runs, those so far. Devices
    /// that had left the audience before their turn are counted only.
    /// </summary>
    /// <exception cref="PushRequestException">No such campaign.</exception>
    public IAsyncEnumerable<CampaignFailure> ReadFailuresAsync(string id, CancellationToken cancellationToken = default) =>
        Campaign(id).ReadFailuresAsync(cancellationToken);

    /// <summary>
    /// Removes a campaign that has ended or was never started, with everything that is stored of it; its audience stays.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="PushRequestException">It is under way.</exception>
    public Task<bool> DeleteAsync(string id) => Campaign(id).Delete();

    /// <summary>Campaigns, the newest first. Old ones are deleted in time, as the cluster is configured.</summary>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="before">Only those created before this one; null: the newest of all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PushRequestException">There is no such campaign, or no such limit.</exception>
    public async Task<IReadOnlyList<CampaignStatus>> ListAsync(
        int limit = 100, string? before = null, CancellationToken cancellationToken = default)
    {
        var entries = await _grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key).GetPage(limit, before)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        var statuses = new CampaignStatus?[entries.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, entries.Length, options, async (i, _) =>
            statuses[i] = await Campaign(entries[i].Id).GetStatus().ConfigureAwait(false)).ConfigureAwait(false);
        return [.. statuses.OfType<CampaignStatus>()];
    }

    /// <summary>
    /// The campaign now and then at every interval; the last value is the one in which it has ended. It outlives every
    /// silo but this process's own.
    /// </summary>
    /// <param name="id">The campaign.</param>
    /// <param name="interval">The time between two looks; null: <see cref="DefaultInterval"/>.</param>
    /// <param name="cancellationToken">Ends the watching, not the campaign.</param>
    /// <exception cref="PushRequestException">No such campaign.</exception>
    public IAsyncEnumerable<CampaignStatus> WatchAsync(
        string id, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Campaign(id).WatchAsync(interval ?? DefaultInterval, _time, cancellationToken);

    private ICampaignGrain Campaign(string id) => _grains.GetGrain<ICampaignGrain>(CampaignKey.Of(id));
}
