using System.Buffers.Binary;

namespace Push.Grains.Audiences;

/// <summary>Tokens one after the other in pages: a length of two bytes, and the token. A length of 0 ends a page early.</summary>
internal sealed class TokenPages
{
    public const int Size = 64 * 1024;

    private readonly List<byte[]> _kept = [];
    private readonly List<long> _spilled = [];
    private byte[] _page = [];
    private int _used;

    /// <summary>Adds a token, if the page has room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> token)
    {
        if (_page.Length == 0) _page = new byte[Size];
        if (_used + 2 + token.Length > Size) return false;
        var room = _page.AsSpan(_used);
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)token.Length);
        token.CopyTo(room[2..]);
        _used += 2 + token.Length;
        return true;
    }

    /// <summary>Puts the full page aside and begins another; how many bytes it holds in memory.</summary>
    public int KeepPage()
    {
        _page.AsSpan(_used).Clear();
        _kept.Add(_page);
        _page = new byte[Size];
        _used = 0;
        return Size;
    }

    /// <summary>Writes the full page to the file, and goes on with its memory.</summary>
    public void SpillPage(SpillFile file)
    {
        _page.AsSpan(_used).Clear();
        _spilled.Add(file.Append(_page));
        _used = 0;
    }

    /// <summary>All pages. Nothing may be added afterwards.</summary>
    public IEnumerable<byte[]> Read(SpillFile file)
    {
        foreach (var page in _kept) yield return page;
        foreach (var place in _spilled) yield return file.Read(place, Size);
        if (_used == 0) yield break;
        _page.AsSpan(_used).Clear();
        yield return _page;
    }

    /// <summary>The token at a place of a page, empty at the page's end.</summary>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> page, int place) => place + 2 > page.Length
        ? default
        : page.Slice(place + 2, BinaryPrimitives.ReadUInt16LittleEndian(page[place..]));
}
