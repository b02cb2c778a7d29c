namespace Push.Grains.Campaigns;

/// <summary>Why recipients end without anything being sent to them, as the counts name it.</summary>
public static class SkipReason
{
    /// <summary>The device was retired or unregistered after the campaign started.</summary>
    public const string LeftAudience = "LeftAudience";

    /// <summary>The device has no value for a placeholder that has no default.</summary>
    public const string MissingValue = "MissingValue";

    /// <summary>Headers or payload are larger than the server takes; a template, filled for the device.</summary>
    public const string TooLarge = "TooLarge";

    /// <summary>The notification's expiration had passed.</summary>
    public const string Expired = "Expired";

    /// <summary>The campaign was cancelled.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>The server refused to look at it too often.</summary>
    public const string AttemptsUsedUp = "AttemptsUsedUp";
}
