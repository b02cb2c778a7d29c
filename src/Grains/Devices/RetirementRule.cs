namespace Push.Grains.Devices;

/// <summary>
/// What becomes of a device when Apple refuses its token. A 410 says since when the token is invalid: a device that
/// registered later has the token back, so only an older registration is retired. BadDeviceToken may as well mean
/// the wrong environment, so it only proposes. Everything else leaves the device alone.
/// </summary>
internal static class RetirementRule
{
    /// <param name="reason">Apple's reason; none for one that says nothing about the device.</param>
    /// <param name="goneSince">Apple's timestamp in milliseconds since 1970; 0 without one.</param>
    /// <param name="registeredAt">When the device was registered last; 0 when that is not known.</param>
    public static DeviceEffect Decide(RetirementReason reason, long goneSince, long registeredAt) => reason switch
    {
        RetirementReason.None => DeviceEffect.None,
        RetirementReason.BadDeviceToken => DeviceEffect.Proposed,
        _ => goneSince > registeredAt ? DeviceEffect.Retired : DeviceEffect.None,
    };
}
