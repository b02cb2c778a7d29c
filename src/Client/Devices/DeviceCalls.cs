using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Client.Devices;

/// <summary>Calls about one device of one app.</summary>
public sealed class DeviceCalls
{
    private readonly IGrainFactory _grains;

    internal DeviceCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>
    /// Registers a device, now: to be called whenever the app reports its token, because Apple's word that a token is
    /// gone only counts against registrations before it.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="token">The token that the device was given.</param>
    /// <param name="attributes">
    /// Tags and attributes, which take the place of all that are there; null leaves those that are there, and
    /// <see cref="DeviceAttributes.Empty"/> removes them.
    /// </param>
    /// <exception cref="PushRequestException">Unknown app.</exception>
    public Task<RegisterResult> RegisterAsync(string app, DeviceToken token, DeviceAttributes? attributes = null) =>
        Device(app, token).Register(new Registration(token, attributes));

    /// <summary>Forgets a device.</summary>
    /// <returns>Whether it was registered.</returns>
    /// <exception cref="PushRequestException">Unknown app.</exception>
    public Task<bool> UnregisterAsync(string app, DeviceToken token) => Device(app, token).Unregister(token);

    /// <summary>Looks a device up, also a retired one; null when it is not known.</summary>
    /// <exception cref="PushRequestException">Unknown app.</exception>
    public Task<DeviceRecord?> FindAsync(string app, DeviceToken token) => Device(app, token).Get(token);

    private IDeviceGrain Device(string app, DeviceToken token) => _grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token));
}
