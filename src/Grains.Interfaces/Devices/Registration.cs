using Push.Apns;

namespace Push.Grains.Devices;

/// <summary>What an app's backend says of a device.</summary>
/// <param name="Token">The token that the device was given.</param>
/// <param name="Attributes">Up to 512 bytes that belong to the app; null leaves those that are there.</param>
[GenerateSerializer, Immutable, Alias("push.registration")]
public sealed record Registration(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] ReadOnlyMemory<byte>? Attributes = null)
{
    /// <summary>The most bytes of attributes.</summary>
    public const int MaxAttributes = 512;
}

/// <summary>What a registration changed.</summary>
public enum RegisterResult
{
    /// <summary>The device is new.</summary>
    Added,

    /// <summary>It was registered already; its registration time is now.</summary>
    Renewed,

    /// <summary>It was retired and is registered again.</summary>
    Revived,
}
