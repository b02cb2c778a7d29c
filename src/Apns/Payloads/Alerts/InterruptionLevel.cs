namespace Push.Apns;

/// <summary>How much a notification may interrupt. Levels that Apple adds later can be given as text.</summary>
/// <param name="Value">The value of <c>interruption-level</c>.</param>
public readonly record struct InterruptionLevel(string Value)
{
    /// <summary>Goes to the list without light or sound.</summary>
    public static InterruptionLevel Passive => new("passive");

    /// <summary>At once, with light and sound; what is meant when nothing is said.</summary>
    public static InterruptionLevel Active => new("active");

    /// <summary>Passes a Focus and the summary; the app needs the entitlement.</summary>
    public static InterruptionLevel TimeSensitive => new("time-sensitive");

    /// <summary>Sounds though the device is muted; the app needs Apple's permission.</summary>
    public static InterruptionLevel Critical => new("critical");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
