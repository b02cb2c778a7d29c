using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Push.Apns;

/// <summary>
/// The first 16 bytes of the SHA-256 of a device token, read as a big-endian number: the same for a token everywhere
/// and for ever, evenly spread, and fit for keys and logs where the token itself must not stand.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct TokenHash(UInt128 Value) : IComparable<TokenHash>
{
    /// <summary>Hashes a token, without allocating.</summary>
    public static TokenHash Of(DeviceToken token) => Of(token.Bytes.Span);

    /// <summary>Hashes a token's bytes, without allocating.</summary>
    public static TokenHash Of(ReadOnlySpan<byte> token)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, digest);
        return new TokenHash(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <inheritdoc/>
    public int CompareTo(TokenHash other) => Value.CompareTo(other.Value);

    /// <summary>The 32 digits, lower case.</summary>
    public override string ToString() => Value.ToString("x32", null);

    /// <summary>Orders by value.</summary>
    public static bool operator <(TokenHash left, TokenHash right) => left.Value < right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >(TokenHash left, TokenHash right) => left.Value > right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(TokenHash left, TokenHash right) => left.Value <= right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(TokenHash left, TokenHash right) => left.Value >= right.Value;
}
