using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Push.Simulator.Ledgers;

/// <summary>16-byte names of longer things: the first half of a SHA-256.</summary>
internal static class Fingerprint
{
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>The name of a topic with a payload.</summary>
    public static UInt128 OfContent(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload)
    {
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(topic, hashes);
        SHA256.HashData(payload, hashes[SHA256.HashSizeInBytes..]);
        return Of(hashes);
    }

    /// <summary>The name of what one device was sent: <paramref name="content"/> to <paramref name="token"/>.</summary>
    public static UInt128 OfDelivery(UInt128 content, ReadOnlySpan<byte> token)
    {
        Span<byte> both = stackalloc byte[16 + token.Length];
        BinaryPrimitives.WriteUInt128LittleEndian(both, content);
        token.CopyTo(both[16..]);
        return Of(both);
    }
}
