using System.Collections.Immutable;

namespace Push.Grains.Campaigns;

/// <summary>The list of campaigns, as one record.</summary>
[GrainType("push.campaign-list")]
internal sealed class CampaignListGrain(
    [PersistentState("campaign-list", PushStorage.Name)] IPersistentState<CampaignListState> state) : Grain, ICampaignListGrain
{
    public Task Add(CampaignListEntry entry)
    {
        if (state.State.Entries.Exists(known => known.Id == entry.Id)) return Task.CompletedTask;
        state.State.Entries.Add(entry);
        return WriteAsync();
    }

    public Task SetEnded(string id)
    {
        var place = state.State.Entries.FindIndex(entry => entry.Id == id);
        if (place < 0 || state.State.Entries[place].HasEnded) return Task.CompletedTask;
        state.State.Entries[place] = state.State.Entries[place] with { HasEnded = true };
        return WriteAsync();
    }

    public Task<ImmutableArray<CampaignListEntry>> GetAll() =>
        Task.FromResult(state.State.Entries.OrderByDescending(entry => entry.CreatedAt).ToImmutableArray());

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
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
