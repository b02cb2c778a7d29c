using System.Collections.Immutable;

namespace Push.Grains.Wallet;

/// <summary>What the platform knows of a pass.</summary>
/// <param name="PassType">The pass type identifier.</param>
/// <param name="Serial">The serial number.</param>
/// <param name="AuthenticationToken">The secret that the pass holds and its device shows to the web service.</param>
/// <param name="Revision">How often it was changed, counting its creation.</param>
/// <param name="LastModified">When it was changed last, in whole seconds; every change moves it on by one at least.</param>
[GenerateSerializer, Immutable, Alias("push.pass-info")]
public sealed record PassInfo(
    [property: Id(0)] string PassType,
    [property: Id(1)] string Serial,
    [property: Id(2)] string AuthenticationToken,
    [property: Id(3)] long Revision,
    [property: Id(4)] DateTimeOffset LastModified)
{
    /// <summary>Whether devices are still owed the update push of the last change.</summary>
    [Id(5)]
    public bool IsAnnouncing { get; init; }

    /// <summary>How many pages of registrations there are, for <see cref="IPassGrain.GetRegistrations"/>.</summary>
    [Id(6)]
    public int Pages { get; init; }

    /// <summary>What whoever added the pass said of himself, a JSON object; null unless it was personalized.</summary>
    [Id(7)]
    public ReadOnlyMemory<byte>? Personalization { get; init; }
}

/// <summary>What storing a pass changed.</summary>
public enum PassEffect
{
    /// <summary>The pass is new.</summary>
    Created,

    /// <summary>It was changed; its devices will be told.</summary>
    Changed,

    /// <summary>It was the same already.</summary>
    Unchanged,
}

/// <summary>A pass after it was stored.</summary>
/// <param name="Effect">What that changed.</param>
/// <param name="Pass">The pass.</param>
[GenerateSerializer, Immutable, Alias("push.pass-stored")]
public sealed record PassStored([property: Id(0)] PassEffect Effect, [property: Id(1)] PassInfo Pass);

/// <summary>A pass to be signed and handed out.</summary>
/// <param name="Pass">What is known of it.</param>
/// <param name="Content">What it shows; null when it wasn't modified since the time asked for.</param>
[GenerateSerializer, Immutable, Alias("push.pass-download")]
public sealed record PassDownload([property: Id(0)] PassInfo Pass, [property: Id(1)] PassContent? Content);

/// <summary>One page of a pass's registrations.</summary>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Devices">The devices of this one, at most 1,000.</param>
[GenerateSerializer, Immutable, Alias("push.pass-registrations")]
public sealed record PassRegistrations([property: Id(0)] int Pages, [property: Id(1)] ImmutableArray<RegisteredDevice> Devices);

/// <summary>A device on which passes lie.</summary>
/// <param name="Device">The hash of its id.</param>
/// <param name="PushToken">Where update pushes go.</param>
/// <param name="RegisteredAt">When it registered last.</param>
/// <param name="Passes">How many passes of the type it has registered.</param>
[GenerateSerializer, Immutable, Alias("push.registered-device")]
public sealed record RegisteredDevice(
    [property: Id(0)] string Device,
    [property: Id(1)] Apns.DeviceToken PushToken,
    [property: Id(2)] DateTimeOffset RegisteredAt,
    [property: Id(3)] int Passes);
