using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Devices;

/// <summary>What is kept of a device.</summary>
/// <param name="Token">Its token.</param>
/// <param name="RegisteredAt">When it was registered last; null when that is not known, as for imports that don't say.</param>
/// <param name="Attributes">The tags and attributes that the app stored with it.</param>
[GenerateSerializer, Immutable, Alias("push.device-record")]
public sealed record DeviceRecord(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] DateTimeOffset? RegisteredAt,
    [property: Id(2)] DeviceAttributes Attributes)
{
    /// <summary>Why it is retired; none while it is registered.</summary>
    [Id(3)]
    public RetirementReason Retired { get; init; }

    /// <summary>When Apple learned that it is gone, if it is retired.</summary>
    [Id(4)]
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Whether it is proposed to be retired: Apple called its token bad.</summary>
    [Id(5)]
    public bool IsProposed { get; init; }
}

/// <summary>Why a device is retired.</summary>
public enum RetirementReason : byte
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>410 Unregistered: the app was removed.</summary>
    Unregistered,

    /// <summary>410 ExpiredToken.</summary>
    ExpiredToken,

    /// <summary>A proposal (400 BadDeviceToken) that was released.</summary>
    BadDeviceToken,
}

/// <summary>What an answer of Apple's changes about a device.</summary>
public enum DeviceEffect : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is retired: Apple learned that it is gone after it was registered.</summary>
    Retired,

    /// <summary>It is proposed to be retired.</summary>
    Proposed,
}
