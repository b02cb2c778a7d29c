using Push.Apns;

namespace Push.Grains.Wallet;

/// <summary>A device, and the passes of one type that it has.</summary>
[GenerateSerializer, Alias("push.pass-device-state")]
internal sealed class PassDeviceState
{
    [Id(0)]
    public ulong Epoch { get; set; }

    /// <summary>Changes that the device was to learn of, so far.</summary>
    [Id(1)]
    public long Count { get; set; }

    /// <summary>The change up to which it was told.</summary>
    [Id(2)]
    public long Told { get; set; }

    [Id(3)]
    public DeviceToken PushToken { get; set; }

    /// <summary>When it registered last, in milliseconds since 1970.</summary>
    [Id(4)]
    public long RegisteredAt { get; set; }

    [Id(5)]
    public List<HeldPass> Passes { get; set; } = [];
}

/// <summary>One pass on a device.</summary>
/// <param name="Serial">The pass.</param>
/// <param name="Page">The page of its registrations in which the device stands.</param>
/// <param name="Revision">The last revision that the device was to learn of.</param>
/// <param name="Tag">The place of that among all changes of the device's passes.</param>
[GenerateSerializer, Alias("push.held-pass")]
internal sealed record HeldPass(
    [property: Id(0)] string Serial,
    [property: Id(1)] int Page,
    [property: Id(2)] long Revision,
    [property: Id(3)] long Tag);
