using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Senders;

/// <summary>Brings what Apple said of a chunk's devices to the segments of the app, one call to each.</summary>
/// <remarks>Called by <see cref="ChunkSender"/>; calls <see cref="ISegmentGrain.Judge"/>.</remarks>
internal sealed class DeviceJudge(AudienceDirectory audiences, IGrainFactory grains)
{
    public async Task<JudgedCounts> ApplyAsync(string app, DeviceRows rows, IReadOnlyCollection<JudgedDevice> judged)
    {
        if (judged.Count == 0) return default;
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
                    .Judge(segments, new Judgements([.. group]));
                if (reply.Moved > 0)
                {
                    audiences.Learn(audience, reply.Moved);
                    moved.AddRange(group);
                    continue;
                }
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
