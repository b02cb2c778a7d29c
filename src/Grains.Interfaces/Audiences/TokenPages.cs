namespace Push.Grains.Audiences;

/// <summary>
/// Tokens in pages, in memory and in a file, in the order in which they were added: plain pages first, and others from the first
/// token on that needs them.
/// </summary>
internal sealed class TokenPages
{
    private readonly List<TokenPage> _kept = [];
    private readonly List<(long Place, int Length, bool IsPlain)> _spilled = [];
    private byte[] _page = [];
    private int _used;
    private bool _isPlain = true;

    /// <summary>Adds a token, if the page has room and the right form.</summary>
    /// <param name="token">The token.</param>
    /// <param name="details">What is known of the device besides; empty: nothing.</param>
    public bool TryAdd(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details)
    {
        if (_isPlain && !TokenPage.IsPlain(token, details))
        {
            if (_used > 0) return false;
            _isPlain = false;
        }
        if (_page.Length == 0) _page = new byte[TokenPage.Size];
        var size = TokenPage.Write(_page.AsSpan(_used), token, details, _isPlain);
        _used += size;
        return size > 0;
    }

    /// <summary>Puts the page aside and begins another; how many bytes of memory it holds.</summary>
    public int KeepPage()
    {
        _kept.Add(new TokenPage(_page.AsMemory(0, _used), _isPlain));
        _page = [];
        _used = 0;
        return TokenPage.Size;
    }

    /// <summary>Writes the page to the file, and goes on with its memory.</summary>
    public void SpillPage(SpillFile file)
    {
        _spilled.Add((file.Append(_page.AsSpan(0, _used)), _used, _isPlain));
        _used = 0;
    }

    /// <summary>All pages. Nothing may be added afterwards.</summary>
    public IEnumerable<TokenPage> Read(SpillFile file, PageBuffers buffers)
    {
        foreach (var page in _kept) yield return page;
        foreach (var (place, length, isPlain) in _spilled)
        {
            var page = buffers.Take().AsMemory(0, length);
            file.Read(place, page.Span);
            yield return new TokenPage(page, isPlain);
        }
        if (_used > 0) yield return new TokenPage(_page.AsMemory(0, _used), _isPlain);
    }
}
