using System.Diagnostics.CodeAnalysis;

namespace Push.Apns;

/// <summary>
/// The address of one app on one device. Apple calls it opaque and of variable length, so nothing is read into its
/// bytes. The default value is empty and stands for "no token".
/// </summary>
/// <remarks>Two tokens are equal when their bytes are.</remarks>
public readonly struct DeviceToken : IEquatable<DeviceToken>
{
    /// <summary>
    /// The longest token accepted, in bytes. Devices send 32 today and up to 80 have been seen; the limit only keeps
    /// a wrong column of a file from being taken for a token.
    /// </summary>
    public const int MaxLength = 256;

    private const int LoggedDigits = 8;

    private DeviceToken(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes of the token.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether this is the default value, which is no token.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>The number of hexadecimal digits that <see cref="WriteHex"/> writes.</summary>
    public int HexLength => Bytes.Length * 2;

    /// <summary>Takes bytes as a token. They are not copied and must not change afterwards.</summary>
    /// <exception cref="ArgumentException">There are none, or more than <see cref="MaxLength"/>.</exception>
    public static DeviceToken FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > MaxLength)
            throw new ArgumentException(
                $"A device token has 1 to {MaxLength} bytes, not {bytes.Length}.", nameof(bytes));
        return new DeviceToken(bytes);
    }

    /// <summary>Reads a token from hexadecimal digits of any case.</summary>
    /// <exception cref="FormatException">
    /// The text breaks a rule; the message names the rule and the position.
    /// </exception>
    public static DeviceToken Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out var token, out var error) ? token : throw new FormatException(error.ToString());

    /// <summary>Reads a token from hexadecimal digits of any case.</summary>
    /// <param name="hex">The digits, without spaces or separators.</param>
    /// <param name="token">The token, or the default value.</param>
    /// <param name="error">The rule that was broken and where, or the default value.</param>
    public static bool TryParse(ReadOnlySpan<char> hex, out DeviceToken token, out DeviceTokenError error)
    {
        token = default;
        if (!HasRightLength(hex.Length, out error)) return false;
        if (hex.IndexOfAnyExcept(DeviceTokenError.HexDigits) is >= 0 and var position)
            return Fail(DeviceTokenRule.HexDigitsOnly, position, out error);
        token = new DeviceToken(Convert.FromHexString(hex));
        return true;
    }

    /// <summary>Reads a token from hexadecimal digits of any case in UTF-8, as they stand in a file.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out DeviceToken, out DeviceTokenError)"/>
    public static bool TryParse(ReadOnlySpan<byte> hex, out DeviceToken token, out DeviceTokenError error)
    {
        token = default;
        if (!HasRightLength(hex.Length, out error)) return false;
        if (hex.IndexOfAnyExcept(DeviceTokenError.Utf8HexDigits) is >= 0 and var position)
            return Fail(DeviceTokenRule.HexDigitsOnly, position, out error);
        token = new DeviceToken(Convert.FromHexString(hex));
        return true;
    }

    /// <summary>Writes the token as lower-case hexadecimal digits, without allocating.</summary>
    /// <param name="destination">Room for at least <see cref="HexLength"/> bytes.</param>
    /// <returns>The number of bytes written: <see cref="HexLength"/>.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public int WriteHex(Span<byte> destination)
    {
        if (!Convert.TryToHexStringLower(Bytes.Span, destination, out var written))
            throw new ArgumentException($"The token needs {HexLength} bytes.", nameof(destination));
        return written;
    }

    /// <summary>All digits of the token, lower case. Not for logs: see <see cref="ToString"/>.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The first eight digits and an ellipsis: what may stand in a log.</summary>
    public override string ToString() => HexLength <= LoggedDigits
        ? ToHex()
        : string.Concat(Convert.ToHexStringLower(Bytes.Span[..(LoggedDigits / 2)]), "…");

    /// <inheritdoc/>
    public bool Equals(DeviceToken other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DeviceToken other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether both have the same bytes.</summary>
    public static bool operator ==(DeviceToken left, DeviceToken right) => left.Equals(right);

    /// <summary>Whether their bytes differ.</summary>
    public static bool operator !=(DeviceToken left, DeviceToken right) => !left.Equals(right);

    private static bool HasRightLength(int digits, out DeviceTokenError error)
    {
        error = default;
        if (digits == 0) return Fail(DeviceTokenRule.NotEmpty, 0, out error);
        if (digits > MaxLength * 2) return Fail(DeviceTokenRule.NotTooLong, MaxLength * 2, out error);
        return digits % 2 == 0 || Fail(DeviceTokenRule.EvenLength, digits, out error);
    }

    private static bool Fail(DeviceTokenRule rule, int position, out DeviceTokenError error)
    {
        error = new DeviceTokenError(rule, position);
        return false;
    }
}
