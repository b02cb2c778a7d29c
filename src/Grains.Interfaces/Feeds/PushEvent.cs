using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Devices;

namespace Push.Grains.Feeds;

/// <summary>
/// Something that an app's backend may want to know. It is in storage before what it tells of is, so it may come twice,
/// with the same id, but is never missing. The events of one device come in the order in which they happened.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The same whenever the same thing is told again.</param>
/// <param name="At">When it happened.</param>
[GenerateSerializer, Immutable, Alias("push.event")]
public sealed record PushEvent([property: Id(0)] PushEventKind Kind, [property: Id(1)] Guid Id, [property: Id(2)] DateTimeOffset At)
{
    /// <summary>The event's number: who gives it as a cursor goes on behind this event. 0 before it is in the feed.</summary>
    [Id(3)]
    public long Cursor { get; init; }

    /// <summary>The device; empty when the event is about a campaign.</summary>
    [Id(4)]
    public DeviceToken Token { get; init; }

    /// <summary>The campaign, or the one whose notification was refused; null for a single notification.</summary>
    [Id(5)]
    public string? Campaign { get; init; }

    /// <summary>Why the device is retired or proposed to be; none otherwise.</summary>
    [Id(6)]
    public RetirementReason Reason { get; init; }

    /// <summary>Since when the device is gone, if Apple said so.</summary>
    [Id(7)]
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>What became of a campaign's recipients.</summary>
    [Id(8)]
    public CampaignCounts? Counts { get; init; }

    /// <summary>An event about a device.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="token">The device.</param>
    /// <param name="at">When, in milliseconds since 1970.</param>
    /// <param name="mark">What tells it from others of its kind: the same when the same thing is told again.</param>
    public static PushEvent OfDevice(PushEventKind kind, DeviceToken token, long at, long mark) =>
        new(kind, IdOf(kind, token.Bytes.Span, mark), DateTimeOffset.FromUnixTimeMilliseconds(at)) { Token = token };

    /// <summary>The end of a campaign.</summary>
    public static PushEvent OfCampaign(CampaignStatus campaign) => new(
        campaign.State == CampaignState.Cancelled ? PushEventKind.CampaignCancelled : PushEventKind.CampaignFinished,
        IdOf(PushEventKind.CampaignFinished, Encoding.UTF8.GetBytes(campaign.Id), 0),
        campaign.EndedAt ?? campaign.CreatedAt)
    {
        Campaign = campaign.Id,
        Counts = campaign.Counts,
    };

    private static Guid IdOf(PushEventKind kind, ReadOnlySpan<byte> subject, long mark)
    {
        Span<byte> input = stackalloc byte[1 + sizeof(long) + 128];
        input[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(input[1..], mark);
        var length = Math.Min(subject.Length, input.Length - 1 - sizeof(long));
        subject[..length].CopyTo(input[(1 + sizeof(long))..]);
        Span<byte> digest = stackalloc byte[16];
        XxHash128.Hash(input[..(1 + sizeof(long) + length)], digest);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0F));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3F));
        return new Guid(digest, bigEndian: true);
    }
}

/// <summary>What happened.</summary>
public enum PushEventKind : byte
{
    /// <summary>A device was registered that was not, or had been retired. Renewals and imports are not told.</summary>
    Registered,

    /// <summary>A device was unregistered by the app's backend.</summary>
    Unregistered,

    /// <summary>A device is retired: nothing is sent to it any more until it registers again.</summary>
    Retired,

    /// <summary>A device is proposed to be retired: Apple called its token bad. It is still sent to.</summary>
    Proposed,

    /// <summary>Every recipient of a campaign has ended.</summary>
    CampaignFinished,

    /// <summary>A campaign was cancelled, and nothing of it is on its way any more.</summary>
    CampaignCancelled,
}
