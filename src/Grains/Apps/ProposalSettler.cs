using Push.Grains.Audiences;

namespace Push.Grains.Apps;

/// <summary>Writes what was decided about proposals into the rows of the devices, one call to each segment.</summary>
/// <remarks>Called by <see cref="AppGrain"/>; calls <see cref="ISegmentGrain.Settle"/>. Repeating it changes nothing.</remarks>
internal sealed class ProposalSettler(AudienceDirectory audiences)
{
    public async Task SettleAsync(string app, IReadOnlyCollection<DueProposals> due)
    {
        foreach (var decision in due.GroupBy(proposals => proposals.Decision))
        {
            if (decision.Any(proposals => proposals.Batch is null)) await SettleAllAsync(app, decision.Key);
            else await SettleAsync(app, decision.Key, decision.Select(proposals => proposals.Batch!.Value));
        }
    }

    private async Task SettleAsync(string app, ProposalDecision decision, IEnumerable<ProposalBatch> batches)
    {
        foreach (var segment in batches.GroupBy(batch => new HashClass(batch.Segment, batch.Segments)))
            await SettleAsync(app, segment.Key, new Settlement(decision, [.. segment.Select(batch => batch.Stamp).Distinct()]));
    }

    private async Task SettleAllAsync(string app, ProposalDecision decision)
    {
        var segments = await audiences.GetSegmentsAsync(AudienceKey.OfApp(app));
        for (var segment = 0; segment < segments; segment++)
            await SettleAsync(app, new HashClass(segment, segments), new Settlement(decision, []));
    }

    // The class may have been spread over more segments since.
    private Task SettleAsync(string app, HashClass hashClass, Settlement settlement) => audiences.AskAsync(
        AudienceKey.OfApp(app), hashClass, (segment, segments) => segment.Settle(segments, settlement));
}
