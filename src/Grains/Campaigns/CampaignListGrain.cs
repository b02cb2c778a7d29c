using System.Collections.Immutable;

namespace Push.Grains.Campaigns;

/// <summary>The list of campaigns, as one record.</summary>
[GrainType("push.campaign-list")]
internal sealed class CampaignListGrain(
    [PersistentState("campaign-list", PushStorage.Name)] IPersistentState<CampaignListState> state) : Grain, ICampaignListGrain
{
    public async Task Add(CampaignListEntry entry)
    {
        if (state.State.Entries.Exists(known => known.Id == entry.Id)) return;
        state.State.Entries.Add(entry);
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

    public Task<ImmutableArray<CampaignListEntry>> GetAll() =>
        Task.FromResult(state.State.Entries.OrderByDescending(entry => entry.CreatedAt).ToImmutableArray());
}

/// <summary>The campaigns in the order of their creation.</summary>
[GenerateSerializer, Alias("push.campaign-list-state")]
internal sealed class CampaignListState
{
    [Id(0)]
    public List<CampaignListEntry> Entries { get; set; } = [];
}
