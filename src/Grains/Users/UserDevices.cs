using System.Collections.Immutable;
using Push.Apns;

namespace Push.Grains.Users;

/// <summary>The rules of a user's list of devices.</summary>
internal static class UserDevices
{
    /// <summary>
    /// How long a device stays that doesn't seem to be the user's: between its coming into the list and its registration
    /// there is a call or two, which end within this time.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>The list with a device at its end; the first ones fall out when there are too many.</summary>
    public static UserState Add(UserState state, DeviceToken token, DateTimeOffset now)
    {
        var devices = state.Devices.RemoveAll(device => device.Token == token)
            .Add(new UserDevice(token, now.ToUnixTimeMilliseconds()));
        return new UserState { Devices = [.. devices.TakeLast(IUserGrain.MaxDevices)] };
    }

    /// <summary>The list without devices that aren't the user's.</summary>
    public static UserState Remove(UserState state, IReadOnlyCollection<DeviceToken> tokens, DateTimeOffset now)
    {
        var fresh = (now - Grace).ToUnixTimeMilliseconds();
        var kept = state.Devices.RemoveAll(device => device.AddedAt < fresh && tokens.Contains(device.Token));
        return kept.Length == state.Devices.Length ? state : new UserState { Devices = kept };
    }
}
