using System.Buffers;
using System.Buffers.Text;

namespace Push.Simulator.Requests;

/// <summary>The form of each APNs header by itself.</summary>
internal static class HeaderChecks
{
    private const int MaxCollapseId = 64;
    private const int MaxTopic = 255;

    private static readonly SearchValues<byte> TopicCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"u8);

    /// <summary>Reads a canonical UUID, 8-4-4-4-12 digits; either case, since some clients write capitals.</summary>
    public static bool TryReadId(ReadOnlySpan<byte> value, out Guid id)
    {
        id = default;
        if (value.Length != 36 || value[8] != '-' || value[13] != '-' || value[18] != '-' || value[23] != '-')
            return false;
        Span<byte> digits = stackalloc byte[32];
        value[..8].CopyTo(digits);
        value[9..13].CopyTo(digits[8..]);
        value[14..18].CopyTo(digits[12..]);
        value[19..23].CopyTo(digits[16..]);
        value[24..].CopyTo(digits[20..]);
        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
            return false;
        id = new Guid(bytes, bigEndian: true);
        return true;
    }

    /// <summary>Seconds since 1970 in decimal digits; 0 asks for one attempt.</summary>
    public static bool IsExpiration(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long seconds, out int used) && used == value.Length && seconds >= 0 && IsDigit(value[0]);

    /// <summary>10, 5 or 1.</summary>
    public static bool TryReadPriority(ReadOnlySpan<byte> value, out int priority)
    {
        priority = value.SequenceEqual("10"u8) ? 10 : value.SequenceEqual("5"u8) ? 5 : value.SequenceEqual("1"u8) ? 1 : 0;
        return priority != 0;
    }

    public static bool IsCollapseId(ReadOnlySpan<byte> value) => value.Length <= MaxCollapseId;

    /// <summary>A topic is made of the letters of a bundle id.</summary>
    public static bool IsTopic(ReadOnlySpan<byte> value) =>
        value.Length <= MaxTopic && value.IndexOfAnyExcept(TopicCharacters) < 0;

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';
}
