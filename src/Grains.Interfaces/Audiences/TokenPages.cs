using System.Buffers.Binary;

namespace Push.Grains.Audiences;

/// <summary>
/// Tokens one after the other in pages: a length of two bytes, the token, and if the length has its highest bit set, a length of
/// two bytes and details. A length of 0 ends a page early.
/// </summary>
internal sealed class TokenPages
{
    public const int Size = 64 * 1024;

    private const ushort WithDetails = 0x8000;

    private readonly List<byte[]> _kept = [];
    private readonly List<long> _spilled = [];
    private byte[] _page = [];
    private int _used;

    /// <summary>Adds a token, if the page has room.</summary>
    /// <param name="token">The token.</param>
    /// <param name="details">What is known of the device besides; empty: nothing.</param>
    public bool TryAdd(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details)
    {
        if (_page.Length == 0) _page = new byte[Size];
        var size = 2 + token.Length + (details.IsEmpty ? 0 : 2 + details.Length);
        if (_used + size > Size) return false;
        var room = _page.AsSpan(_used, size);
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)(token.Length | (details.IsEmpty ? 0 : WithDetails)));
        token.CopyTo(room[2..]);
        if (!details.IsEmpty)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(room[(2 + token.Length)..], (ushort)details.Length);
            details.CopyTo(room[(4 + token.Length)..]);
        }
        _used += size;
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

    /// <summary>The entry at a place of a page; its token is empty at the page's end.</summary>
    public static Entry At(ReadOnlySpan<byte> page, int place)
    {
        if (place + 2 > page.Length) return default;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(page[place..]);
        var end = place + 2 + (length & ~WithDetails);
        var token = page[(place + 2)..end];
        if ((length & WithDetails) == 0) return new Entry(token, default, end);
        var details = page.Slice(end + 2, BinaryPrimitives.ReadUInt16LittleEndian(page[end..]));
        return new Entry(token, details, end + 2 + details.Length);
    }

    /// <summary>A token of a page.</summary>
    public readonly ref struct Entry(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details, int end)
    {
        public ReadOnlySpan<byte> Token { get; } = token;

        public ReadOnlySpan<byte> Details { get; } = details;

        /// <summary>Where the next one begins.</summary>
        public int End => end;
    }
}
