using System.Buffers.Binary;
using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>Tokens packed into pages, with their hashes, until it is known into how many segments they go.</summary>
internal sealed class TokenStore
{
    private const int PageSize = 1 << 20;

    private readonly List<byte[]> _pages = [];
    private int _used = PageSize;
    private long[] _places = new long[1024];
    private ulong[] _hashes = new ulong[1024];

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> token)
    {
        if (_used + 2 + token.Length > PageSize)
        {
            _pages.Add(new byte[PageSize]);
            _used = 0;
        }
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }
        _places[Count] = (long)(_pages.Count - 1) * PageSize + _used;
        _hashes[Count++] = (ulong)TokenHash.Of(token).Value;
        var room = _pages[^1].AsSpan(_used);
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)token.Length);
        token.CopyTo(room[2..]);
        _used += 2 + token.Length;
    }

    /// <summary>The tokens of each segment that has any.</summary>
    public IEnumerable<(int Segment, DeviceRows Rows)> Partition(ImportPlan plan)
    {
        var (order, starts) = SortBySegment(plan.Segments);
        for (var segment = 0; segment < plan.Segments; segment++)
        {
            if (starts[segment] == starts[segment + 1]) continue;
            yield return (segment, Pack(order.AsSpan(starts[segment]..starts[segment + 1]), plan.Time));
        }
    }

    // A counting sort: one pass to count, one to place.
    private (int[] Order, int[] Starts) SortBySegment(int segments)
    {
        var addresses = new int[Count];
        var starts = new int[segments + 1];
        for (var i = 0; i < Count; i++)
            starts[(addresses[i] = LinearHash.Address(new TokenHash(_hashes[i]), segments)) + 1]++;
        for (var i = 0; i < segments; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, segments).ToArray();
        var order = new int[Count];
        for (var i = 0; i < Count; i++) order[next[addresses[i]]++] = i;
        return (order, starts);
    }

    private DeviceRows Pack(ReadOnlySpan<int> tokens, long time)
    {
        var rows = new DeviceRowsWriter(time, tokens.Length * 36 + DeviceRows.HeaderSize);
        foreach (var token in tokens) rows.Add(At(_places[token]));
        return rows.ToRows();
    }

    private ReadOnlySpan<byte> At(long place)
    {
        var page = _pages[(int)(place / PageSize)].AsSpan((int)(place % PageSize));
        return page.Slice(2, BinaryPrimitives.ReadUInt16LittleEndian(page));
    }
}
