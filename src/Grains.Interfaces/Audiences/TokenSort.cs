using System.Runtime.InteropServices;
using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>
/// Sorts the tokens of some pages by segment: one pass to count, one to place. It is used for one group of segments after the
/// other, and keeps its memory between them.
/// </summary>
/// <param name="segments">How many segments there are.</param>
/// <param name="step">The distance from one segment of a group to the next.</param>
internal sealed class TokenSort(int segments, int step)
{
    private readonly List<TokenPage> _pages = [];
    private readonly List<long> _places = [];
    private readonly List<int> _addresses = [];
    private readonly List<long> _sorted = [];

    /// <summary>Each segment that has tokens, with their places, which are good until the next group.</summary>
    /// <param name="first">The lowest segment of the group.</param>
    /// <param name="pages">All tokens of the group, and no others.</param>
    public IEnumerable<(int Segment, List<long> Places)> BySegment(int first, IEnumerable<TokenPage> pages)
    {
        Read(pages);
        var starts = Place(first);
        for (var i = 0; i < starts.Length - 1; i++)
        {
            if (starts[i] < starts[i + 1])
                yield return (first + i * step, _sorted.GetRange(starts[i], starts[i + 1] - starts[i]));
        }
    }

    /// <summary>The token at a place.</summary>
    public TokenPage.Entry At(long place) =>
        _pages[(int)(place / TokenPage.Size)].At((int)(place % TokenPage.Size));

    private void Read(IEnumerable<TokenPage> pages)
    {
        _pages.Clear();
        _places.Clear();
        _addresses.Clear();
        foreach (var page in pages)
        {
            var start = (long)_pages.Count * TokenPage.Size;
            _pages.Add(page);
            var at = 0;
            for (var entry = page.At(at); !entry.Token.IsEmpty; entry = page.At(at))
            {
                _places.Add(start + at);
                _addresses.Add(LinearHash.Address(TokenHash.Of(entry.Token), segments));
                at = entry.End;
            }
        }
    }

    // Where each segment's places begin, and the last one's end.
    private int[] Place(int first)
    {
        var starts = new int[(segments - first + step - 1) / step + 1];
        foreach (var address in _addresses) starts[(address - first) / step + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        CollectionsMarshal.SetCount(_sorted, _places.Count);
        for (var i = 0; i < _places.Count; i++) _sorted[next[(_addresses[i] - first) / step]++] = _places[i];
        return starts;
    }
}
