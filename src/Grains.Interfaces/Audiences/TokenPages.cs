namespace Push.Grains.Audiences;

/// <summary>Tokens in pages of one form, in memory and in a file.</summary>
/// <param name="isPlain">The form.</param>
internal sealed class TokenPages(bool isPlain)
{
    private readonly List<ReadOnlyMemory<byte>> _kept = [];
    private readonly List<(long Place, int Length)> _spilled = [];
    private byte[] _page = [];
    private int _used;

    /// <summary>Adds a token, if the page has room.</summary>
    /// <param name="token">The token.</param>
    /// <param name="details">What is known of the device besides; empty: nothing.</param>
    public bool TryAdd(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details)
    {
        if (_page.Length == 0) _page = new byte[TokenPage.Size];
        var size = TokenPage.Write(_page.AsSpan(_used), token, details, isPlain);
        _used += size;
        return size > 0;
    }

    /// <summary>Puts the full page aside and begins another; how many bytes of memory it holds.</summary>
    public int KeepPage()
    {
        _kept.Add(_page.AsMemory(0, _used));
        _page = [];
        _used = 0;
        return TokenPage.Size;
    }

    /// <summary>Writes the full page to the file, and goes on with its memory.</summary>
    public void SpillPage(SpillFile file)
    {
        _spilled.Add((file.Append(_page.AsSpan(0, _used)), _used));
        _used = 0;
    }

    /// <summary>All pages. Nothing may be added afterwards.</summary>
    public IEnumerable<TokenPage> Read(SpillFile file, PageBuffers buffers)
    {
        foreach (var page in _kept) yield return new TokenPage(page, isPlain);
        foreach (var (place, length) in _spilled)
        {
            var page = buffers.Take().AsMemory(0, length);
            file.Read(place, page.Span);
            yield return new TokenPage(page, isPlain);
        }
        if (_used > 0) yield return new TokenPage(_page.AsMemory(0, _used), isPlain);
    }
}
