using System.Buffers.Binary;
using System.IO.Hashing;

namespace Push.Apns;

/// <summary>
/// Computes the <c>apns-id</c> of a campaign's notifications, so that every retry, resume and silo makes the same one
/// and none has to be stored.
/// </summary>
public static class NotificationId
{
    private const int CampaignSize = 16;

    /// <summary>The id of a campaign's notification to a device: a UUID of version 8 (RFC 9562 §5.8).</summary>
    /// <param name="campaign">16 bytes drawn at random when the campaign was made.</param>
    /// <param name="token">The device.</param>
    /// <remarks>
    /// XXH3-128 over both, cut to the 122 bits that version and variant leave. Nobody gains by forging an id, so the hash
    /// needn't be cryptographic; it is computed for every notification. Allocates nothing.
    /// </remarks>
    public static Guid For(UInt128 campaign, DeviceToken token)
    {
        Span<byte> input = stackalloc byte[CampaignSize + DeviceToken.MaxLength];
        BinaryPrimitives.WriteUInt128BigEndian(input, campaign);
        token.Bytes.Span.CopyTo(input[CampaignSize..]);
        Span<byte> digest = stackalloc byte[16];
        XxHash128.Hash(input[..(CampaignSize + token.Bytes.Length)], digest);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0F));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3F));
        return new Guid(digest, bigEndian: true);
    }
}
