using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>Sorts the tokens of some pages by segment: one pass to count, one to place.</summary>
/// <param name="segments">How many segments there are.</param>
/// <param name="first">The lowest segment that the pages have tokens of.</param>
/// <param name="step">The distance to the next such segment.</param>
internal sealed class TokenSort(int segments, int first, int step)
{
    private readonly List<byte[]> _pages = [];
    private readonly List<long> _places = [];
    private readonly List<int> _addresses = [];

    public void Add(byte[] page)
    {
        var start = (long)_pages.Count * TokenPages.Size;
        _pages.Add(page);
        var at = 0;
        for (var entry = TokenPages.At(page, at); !entry.Token.IsEmpty; entry = TokenPages.At(page, at))
        {
            _places.Add(start + at);
            _addresses.Add(LinearHash.Address(TokenHash.Of(entry.Token), segments));
            at = entry.End;
        }
    }

    /// <summary>Each segment that has tokens, with their places.</summary>
    public IEnumerable<(int Segment, ReadOnlyMemory<long> Places)> BySegment()
    {
        var starts = new int[(segments - first + step - 1) / step + 1];
        foreach (var address in _addresses) starts[(address - first) / step + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        var sorted = new long[_places.Count];
        for (var i = 0; i < sorted.Length; i++) sorted[next[(_addresses[i] - first) / step]++] = _places[i];
        for (var i = 0; i < starts.Length - 1; i++)
        {
            if (starts[i] < starts[i + 1])
                yield return (first + i * step, sorted.AsMemory(starts[i]..starts[i + 1]));
        }
    }

    public TokenPages.Entry At(long place) =>
        TokenPages.At(_pages[(int)(place / TokenPages.Size)], (int)(place % TokenPages.Size));
}
