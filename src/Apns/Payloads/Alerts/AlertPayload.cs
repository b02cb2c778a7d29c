using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// What the user sees and hears (Apple, "Generating a remote notification"): an alert, a badge, a sound, alone or together.
/// With a body alone, <c>alert</c> is a string, else a dictionary.
/// </summary>
public sealed record AlertPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Alert;

    /// <summary>The alert's title.</summary>
    public string? Title { get; init; }

    /// <summary>The line below the title.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The alert's text.</summary>
    public string? Body { get; init; }

    /// <summary>The title as a key of the app's strings.</summary>
    public LocalizedText? LocalizedTitle { get; init; }

    /// <summary>The subtitle as a key of the app's strings.</summary>
    public LocalizedText? LocalizedSubtitle { get; init; }

    /// <summary>The text as a key of the app's strings.</summary>
    public LocalizedText? LocalizedBody { get; init; }

    /// <summary>The image or storyboard that is shown while the app starts.</summary>
    public string? LaunchImage { get; init; }

    /// <summary>Older systems: the title of the button that opens the app.</summary>
    public string? Action { get; init; }

    /// <summary>Older systems: that title as a key of the app's strings.</summary>
    public string? LocalizedAction { get; init; }

    /// <summary>iOS 12 to 14: what this notification adds to the summary of its group.</summary>
    public string? SummaryArgument { get; init; }

    /// <summary>iOS 12 to 14: how many things it counts for in that summary.</summary>
    public int? SummaryArgumentCount { get; init; }

    /// <summary>The number on the app's icon: 0 removes it, null leaves it as it is.</summary>
    public int? Badge { get; init; }

    /// <summary>A sound's file name, <c>default</c>, or a critical sound.</summary>
    public AlertSound? Sound { get; init; }

    /// <summary>The group that the notification belongs to.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The category that names the notification's actions.</summary>
    public string? Category { get; init; }

    /// <summary>Wakes the app in the background too.</summary>
    public bool ContentAvailable { get; init; }

    /// <summary>Passes the notification to the app's notification service extension first.</summary>
    public bool MutableContent { get; init; }

    /// <summary>The window that is brought forward.</summary>
    public string? TargetContentId { get; init; }

    /// <summary>How much the notification may interrupt.</summary>
    public InterruptionLevel? InterruptionLevel { get; init; }

    /// <summary>Where it stands in the app's summary: 0 to 1, the highest first.</summary>
    public double? RelevanceScore { get; init; }

    /// <summary>What a Focus filters by.</summary>
    public string? FilterCriteria { get; init; }

    private bool HasOnlyBody =>
        (Title ?? Subtitle ?? LaunchImage ?? Action ?? LocalizedAction ?? SummaryArgument) is null
        && (LocalizedTitle ?? LocalizedSubtitle ?? LocalizedBody) is null && SummaryArgumentCount is null;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        if (!HasOnlyBody) WriteAlert(json);
        else if (Body is not null) json.WriteString("alert"u8, Body);
        if (Badge is { } badge) json.WriteNumber("badge"u8, badge);
        Sound?.Write(json);
        json.WriteText("thread-id"u8, ThreadId);
        json.WriteText("category"u8, Category);
        json.WriteFlag("content-available"u8, ContentAvailable);
        json.WriteFlag("mutable-content"u8, MutableContent);
        json.WriteText("target-content-id"u8, TargetContentId);
        json.WriteText("interruption-level"u8, InterruptionLevel?.Value);
        if (RelevanceScore is { } score) json.WriteNumber("relevance-score"u8, score);
        json.WriteText("filter-criteria"u8, FilterCriteria);
        json.WriteEndObject();
    }

    private void WriteAlert(Utf8JsonWriter json)
    {
        json.WriteStartObject("alert"u8);
        json.WriteText("title"u8, Title);
        json.WriteText("subtitle"u8, Subtitle);
        json.WriteText("body"u8, Body);
        LocalizedTitle?.Write(json, "title-loc-key"u8, "title-loc-args"u8);
        LocalizedSubtitle?.Write(json, "subtitle-loc-key"u8, "subtitle-loc-args"u8);
        LocalizedBody?.Write(json, "loc-key"u8, "loc-args"u8);
        json.WriteText("launch-image"u8, LaunchImage);
        json.WriteText("action"u8, Action);
        json.WriteText("action-loc-key"u8, LocalizedAction);
        json.WriteText("summary-arg"u8, SummaryArgument);
        if (SummaryArgumentCount is { } count) json.WriteNumber("summary-arg-count"u8, count);
        json.WriteEndObject();
    }
}
