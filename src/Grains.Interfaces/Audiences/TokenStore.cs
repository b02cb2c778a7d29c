using System.Numerics;
using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>
/// Tokens packed into pages, apart by the low bits of their hash, until it is known into how many segments they go.
/// What is more than fits the memory set aside lies in a temporary file that only this user can read.
/// </summary>
/// <param name="mostInMemory">Bytes of full pages to keep in memory.</param>
internal sealed class TokenStore(long mostInMemory = TokenStore.DefaultInMemory) : IDisposable
{
    /// <summary>Enough for a million tokens; lists that are larger are sent to for longer than a file takes.</summary>
    private const long DefaultInMemory = 32 << 20;

    private const int Parts = AudienceKey.SegmentGroups;

    private readonly TokenPages[] _parts = [.. Enumerable.Range(0, Parts).Select(_ => new TokenPages())];
    private readonly SpillFile _spill = new();
    private readonly PageBuffers _buffers = new();
    private long _inMemory;

    public int Count { get; private set; }

    /// <summary>A sum over all that was added, the same in any order.</summary>
    public UInt128 Digest { get; private set; }

    public void Add(ReadOnlySpan<byte> token, long registeredAt = 0, ReadOnlySpan<byte> attributes = default)
    {
        Span<byte> room = stackalloc byte[Varint.MaxSize + AttributeRules.MaxSize];
        var details = Describe(room, registeredAt, attributes);
        var hash = TokenHash.Of(token).Value;
        var part = _parts[(int)((ulong)hash & (Parts - 1))];
        if (!part.TryAdd(token, details))
        {
            if (_inMemory < mostInMemory) _inMemory += part.KeepPage();
            else part.SpillPage(_spill);
            part.TryAdd(token, details);
        }
        Count++;
        unchecked
        {
            Digest += details.IsEmpty ? hash : hash + (hash | 1) * TokenHash.Of(details).Value;
        }
    }

    /// <summary>
    /// The tokens of each segment that has any, each segment once, in the order in which they were added. The parts are read one
    /// after the other.
    /// </summary>
    public IEnumerable<(int Segment, DeviceRows Rows)> Partition(ImportPlan plan)
    {
        // Segments that agree in so many low bits of their number are filled from the same parts, and from no other.
        var groups = Math.Min(Parts, 1 << BitOperations.Log2((uint)plan.Segments));
        var tokens = new TokenSort(plan.Segments, step: groups);
        for (var group = 0; group < groups; group++)
        {
            foreach (var (segment, places) in tokens.BySegment(first: group, ReadPages(first: group, step: groups)))
                yield return (segment, Pack(tokens, places, plan.Time));
        }
    }

    public void Dispose() => _spill.Dispose();

    private IEnumerable<TokenPage> ReadPages(int first, int step)
    {
        _buffers.TakeBackAll();
        for (var part = first; part < Parts; part += step)
            foreach (var page in _parts[part].Read(_spill, _buffers)) yield return page;
    }

    private static ReadOnlySpan<byte> Describe(
        Span<byte> room, long registeredAt, ReadOnlySpan<byte> attributes)
    {
        if (registeredAt == 0 && attributes.IsEmpty) return default;
        var at = 0;
        Varint.WriteSigned(room, ref at, registeredAt);
        attributes.CopyTo(room[at..]);
        return room[..(at + attributes.Length)];
    }

    private static DeviceRows Pack(TokenSort tokens, List<long> places, long time)
    {
        var rows = new DeviceRowsWriter(time, places.Count * 36 + DeviceRows.HeaderSize);
        foreach (var place in places)
        {
            var entry = tokens.At(place);
            var at = 0;
            var registeredAt = entry.Details.IsEmpty ? 0 : Varint.ReadSigned(entry.Details, ref at);
            rows.Add(entry.Token, registeredAt, entry.Details[at..]);
        }
        return rows.ToRows();
    }
}
