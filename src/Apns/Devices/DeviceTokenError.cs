using System.Buffers;

namespace Push.Apns;

/// <summary>Why a text is no device token.</summary>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Position">Where, counted from 0 in characters (bytes, for UTF-8).</param>
public readonly record struct DeviceTokenError(DeviceTokenRule Rule, int Position)
{
    internal static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    internal static readonly SearchValues<byte> Utf8HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>A sentence for people. It never repeats the text, which may be a secret from a wrong column.</summary>
    public override string ToString() => Rule switch
    {
        DeviceTokenRule.NotEmpty => "A device token must not be empty.",
        DeviceTokenRule.EvenLength =>
            $"A device token has two hexadecimal digits per byte; this one has an odd number of digits ({Position}).",
        DeviceTokenRule.HexDigitsOnly =>
            $"A device token consists of hexadecimal digits; the character at position {Position} is none.",
        DeviceTokenRule.NotTooLong => $"A device token has at most {DeviceToken.MaxLength * 2} digits.",
        _ => "",
    };
}

/// <summary>The rules of a device token's text.</summary>
public enum DeviceTokenRule : byte
{
    /// <summary>No rule was broken.</summary>
    None,

    /// <summary>There must be at least one byte.</summary>
    NotEmpty,

    /// <summary>Two digits make a byte.</summary>
    EvenLength,

    /// <summary>Only 0–9, a–f and A–F.</summary>
    HexDigitsOnly,

    /// <summary>At most <see cref="DeviceToken.MaxLength"/> bytes.</summary>
    NotTooLong,
}
