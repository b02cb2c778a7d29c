using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Audiences;

namespace Push.Grains.Senders;

/// <summary>
/// Brings what Apple said of a chunk's devices to the segments of the app, one call to each, and tells the app of the
/// answers and of whom they propose to retire.
/// </summary>
/// <remarks>Called by <see cref="ChunkSender"/>; calls <see cref="ISegmentGrain.Judge"/> and <see cref="AppReporter"/>.</remarks>
internal sealed class DeviceJudge(AudienceDirectory audiences, IGrainFactory grains, AppReporter reporter, TimeProvider time)
{
    /// <param name="app">The app.</param>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="rows">The chunk's devices.</param>
    /// <param name="judged">Those of whom Apple said something.</param>
    /// <param name="answers">How many devices it answered for in all.</param>
    public async Task<JudgedCounts> ApplyAsync(
        string app, string campaign, DeviceRows rows, IReadOnlyCollection<JudgedDevice> judged, int answers)
    {
        var proposals = new List<ProposalBatch>();
        var counts = judged.Count == 0 ? default : await JudgeAsync(app, campaign, rows, judged, proposals);
        await reporter.ReportAsync(app, answers, proposals);
        return counts;
    }

    private async Task<JudgedCounts> JudgeAsync(
        string app, string campaign, DeviceRows rows, IReadOnlyCollection<JudgedDevice> judged, List<ProposalBatch> proposals)
    {
        var stamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        var audience = AudienceKey.OfApp(app);
        var open = Describe(rows, judged);
        var counts = default(JudgedCounts);
        while (open.Count > 0)
        {
            var segments = await audiences.GetSegmentsAsync(audience);
            var moved = new List<Judgement>();
            foreach (var group in open.GroupBy(judgement => LinearHash.Address(TokenHash.Of(judgement.Token), segments)))
            {
                var reply = await grains.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(audience, group.Key))
                    .Judge(segments, new Judgements([.. group], stamp) { Campaign = campaign });
                if (reply.Moved > 0)
                {
                    audiences.Learn(audience, reply.Moved);
                    moved.AddRange(group);
                    continue;
                }
                if (reply.Value.Proposed > 0) proposals.Add(new ProposalBatch(stamp, group.Key, segments, reply.Value.Proposed));
                counts = new JudgedCounts(counts.Retired + reply.Value.Retired, counts.Proposed + reply.Value.Proposed);
            }
            open = moved;
        }
        return counts;
    }

    private static List<Judgement> Describe(DeviceRows rows, IReadOnlyCollection<JudgedDevice> judged)
    {
        var byPlace = judged.ToDictionary(device => device.Place);
        var judgements = new List<Judgement>(judged.Count);
        var place = 0;
        foreach (var row in rows)
        {
            if (byPlace.TryGetValue(place++, out var device))
                judgements.Add(new Judgement(row.Token, device.Reason, device.GoneSince, row.RegisteredAt));
        }
        return judgements;
    }
}
