using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Devices;

/// <summary>What an app's backend says of a device.</summary>
/// <param name="Token">The token that the device was given.</param>
/// <param name="Attributes">
/// Tags and attributes, which take the place of all that are there; null leaves those that are there, and
/// <see cref="DeviceAttributes.Empty"/> removes them. A device that was unregistered begins without any.
/// </param>
[GenerateSerializer, Immutable, Alias("push.registration")]
public sealed record Registration(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] DeviceAttributes? Attributes = null);

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
