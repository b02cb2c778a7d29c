namespace Push.Simulator.Scripts;

/// <summary>The first four digits of a device token that choose its answer.</summary>
internal static class ScriptedPrefixes
{
    /// <summary>410 Unregistered with the time of the answer.</summary>
    public const int Dead = 0xdead;

    /// <summary>400 BadDeviceToken.</summary>
    public const int Bad = 0xbadd;

    /// <summary>400 DeviceTokenNotForTopic.</summary>
    public const int WrongTopic = 0xf00d;

    /// <summary>429 TooManyRequests the first time, then 200.</summary>
    public const int TooMany = 0x0429;

    /// <summary>503 ServiceUnavailable with Retry-After the first time, then 200.</summary>
    public const int Unavailable = 0x0503;

    public static bool Contains(int prefix) => prefix is Dead or Bad or WrongTopic or TooMany or Unavailable;
}
