namespace Push.Apns;

/// <summary>
/// The value of the header <c>apns-push-type</c>. It has to match the payload, and no default is right for all. Types
/// that Apple adds later can be given as text; the default value leaves the header out, as Wallet pass updates do.
/// </summary>
/// <param name="Value">The header's value, or null to leave the header out.</param>
public readonly record struct PushType(string? Value)
{
    /// <summary>Shows an alert, plays a sound or badges the app.</summary>
    public static PushType Alert => new("alert");

    /// <summary>Wakes the app in the background; the priority must be 5.</summary>
    public static PushType Background => new("background");

    /// <summary>An incoming call; topic suffix <c>.voip</c>, payload up to 5,120 bytes.</summary>
    public static PushType Voip => new("voip");

    /// <summary>Updates a watch complication.</summary>
    public static PushType Complication => new("complication");

    /// <summary>Signals a change to a file provider extension; topic suffix <c>.pushkit.fileprovider</c>.</summary>
    public static PushType FileProvider => new("fileprovider");

    /// <summary>Asks a managed device to contact its MDM server.</summary>
    public static PushType Mdm => new("mdm");

    /// <summary>Asks for the user's location; topic suffix <c>.location-query</c>.</summary>
    public static PushType Location => new("location");

    /// <summary>Starts, updates or ends a Live Activity; topic suffix <c>.push-type.liveactivity</c>.</summary>
    public static PushType LiveActivity => new("liveactivity");

    /// <summary>Informs about Push to Talk; topic suffix <c>.voip-ptt</c>.</summary>
    public static PushType PushToTalk => new("pushtotalk");

    /// <summary>Reloads controls; topic suffix <c>.push-type.controls</c>.</summary>
    public static PushType Controls => new("controls");

    /// <summary>Reloads widgets; topic suffix <c>.push-type.widgets</c>.</summary>
    public static PushType Widgets => new("widgets");

    /// <summary>Whether the header is left out.</summary>
    public bool IsUnspecified => Value is null;

    /// <summary>The largest payload of this type in bytes (Apple, "Generating a remote notification").</summary>
    public int MaxPayload => PushTypeRule.Of(this).MaxPayload;

    /// <summary>What its topic has after the bundle id, <c>.voip</c> for example; empty if nothing.</summary>
    public string TopicSuffix => PushTypeRule.Of(this).Suffix;

    /// <summary>The topic of a notification of this type: the suffix is added unless it is there already.</summary>
    /// <param name="app">The app's bundle id.</param>
    public string TopicOf(string app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.EndsWith(TopicSuffix, StringComparison.Ordinal) ? app : app + TopicSuffix;
    }

    /// <summary>The header's value, or nothing.</summary>
    public override string ToString() => Value ?? "";
}
