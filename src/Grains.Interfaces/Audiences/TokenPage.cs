namespace Push.Grains.Audiences;

/// <summary>
/// Tokens one after the other, in one of two forms: plain, 32 bytes each and nothing else, as almost all are; or each with its
/// length and with details, whose length stands before them.
/// </summary>
/// <param name="bytes">The entries, with nothing behind them.</param>
/// <param name="isPlain">Which form they have.</param>
internal readonly struct TokenPage(ReadOnlyMemory<byte> bytes, bool isPlain)
{
    /// <summary>The most bytes of a page: more than any entry takes.</summary>
    public const int Size = 64 * 1024;

    private const int PlainLength = 32;

    /// <summary>Whether a device fits the plain form.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details) =>
        token.Length == PlainLength && details.IsEmpty;

    /// <summary>Writes an entry, if there is room.</summary>
    /// <returns>How many bytes it took; 0: there is no room.</returns>
    public static int Write(Span<byte> room, ReadOnlySpan<byte> token, ReadOnlySpan<byte> details, bool isPlain)
    {
        if (isPlain) return token.TryCopyTo(room) ? token.Length : 0;
        if (room.Length < token.Length + details.Length + 2 * Varint.MaxSize) return 0;
        var at = 0;
        WriteBlock(room, ref at, token);
        WriteBlock(room, ref at, details);
        return at;
    }

    /// <summary>The entry at a place; its token is empty at the page's end.</summary>
    public Entry At(int place)
    {
        var page = bytes.Span;
        if (place == page.Length) return default;
        if (isPlain) return new Entry(page.Slice(place, PlainLength), default, place + PlainLength);
        var token = ReadBlock(page, ref place);
        var details = ReadBlock(page, ref place);
        return new Entry(token, details, place);
    }

    private static void WriteBlock(Span<byte> room, ref int at, ReadOnlySpan<byte> block)
    {
        Varint.Write(room, ref at, (ulong)block.Length);
        block.CopyTo(room[at..]);
        at += block.Length;
    }

    private static ReadOnlySpan<byte> ReadBlock(ReadOnlySpan<byte> page, scoped ref int at)
    {
        var length = (int)Varint.Read(page, ref at);
        at += length;
        return page.Slice(at - length, length);
    }

    /// <summary>A token of a page.</summary>
    public readonly ref struct Entry(ReadOnlySpan<byte> token, ReadOnlySpan<byte> details, int end)
    {
        public ReadOnlySpan<byte> Token { get; } = token;

        /// <summary>What is known of the device besides; empty: nothing.</summary>
        public ReadOnlySpan<byte> Details { get; } = details;

        /// <summary>Where the next one begins.</summary>
        public int End => end;
    }
}
