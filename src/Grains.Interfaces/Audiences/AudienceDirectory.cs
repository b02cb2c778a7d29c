using System.Collections.Concurrent;

namespace Push.Grains.Audiences;

/// <summary>
/// How many segments each audience has, as far as this process knows. An old number does no harm: the segment that is
/// reached by it answers with the new one.
/// </summary>
internal sealed class AudienceDirectory(IGrainFactory grains)
{
    private const int MaxTries = 8;

    private readonly ConcurrentDictionary<string, int> _segments = new(StringComparer.Ordinal);

    public async ValueTask<int> GetSegmentsAsync(string audience)
    {
        if (_segments.TryGetValue(audience, out var known)) return known;
        var segments = await grains.GetGrain<IAudienceGrain>(audience).GetSegments();
        return Learn(audience, segments);
    }

    public int Learn(string audience, int segments) =>
        _segments.AddOrUpdate(audience, segments, (_, known) => Math.Max(known, segments));

    /// <summary>Asks the segment that holds a device, and goes where it points.</summary>
    public async Task<T> AskAsync<T>(
        string audience, Apns.TokenHash hash, Func<ISegmentGrain, int, Task<SegmentReply<T>>> ask)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var segments = await GetSegmentsAsync(audience);
            var reply = await ask(Segment(audience, LinearHash.Address(hash, segments)), segments);
            if (reply.Moved == 0) return reply.Value;
            Learn(audience, reply.Moved);
        }
        throw new InvalidOperationException($"The segments of {audience} move faster than they can be found.");
    }

    /// <summary>Asks every segment that may hold devices of a class, and goes on when one was split meanwhile.</summary>
    public async Task<List<T>> AskAsync<T>(
        string audience, HashClass hashClass, Func<ISegmentGrain, int, Task<SegmentReply<T>>> ask)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var segments = await GetSegmentsAsync(audience);
            var answers = new List<T>(1);
            var moved = 0;
            foreach (var holder in LinearHash.Holders(hashClass, segments))
            {
                var reply = await ask(Segment(audience, holder), segments);
                moved = Math.Max(moved, reply.Moved);
                if (moved > 0) break;
                answers.Add(reply.Value);
            }
            if (moved == 0) return answers;
            Learn(audience, moved);
        }
        throw new InvalidOperationException($"The segments of {audience} move faster than they can be read.");
    }

    private ISegmentGrain Segment(string audience, int segment) =>
        grains.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(audience, segment));
}
