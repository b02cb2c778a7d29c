using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Grains.Devices;

/// <summary>The keys of devices: <c>{app}/d-{hash}</c>. A device token is never part of a key.</summary>
public static class DeviceKey
{
    /// <summary>The grain key of a device.</summary>
    /// <exception cref="PushRequestException">The app's name is malformed.</exception>
    public static string Of(string app, DeviceToken token) => $"{Name.Check(app, "app name")}/d-{TokenHash.Of(token)}";

    /// <summary>The app inside a grain key.</summary>
    public static string AppOf(string key) => key[..key.IndexOf('/')];
}
