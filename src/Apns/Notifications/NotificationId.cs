using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Push.Apns;

/// <summary>
/// Computes the <c>apns-id</c> of a campaign's notifications, so that every retry, resume and silo makes the same one
/// and none has to be stored.
/// </summary>
public static class NotificationId
{
    /// <summary>The id of a campaign's notification to a device: a UUID of version 8 (RFC 9562 §5.8).</summary>
    /// <param name="campaign">16 bytes drawn at random when the campaign was made.</param>
    /// <param name="token">The device.</param>
    /// <remarks>SHA-256 over both, cut to the 122 bits that version and variant leave. Allocates nothing.</remarks>
    public static Guid For(UInt128 campaign, TokenHash token)
    {
        Span<byte> input = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(input, campaign);
        BinaryPrimitives.WriteUInt128BigEndian(input[16..], token.Value);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0F));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3F));
        return new Guid(digest[..16], bigEndian: true);
    }
}
