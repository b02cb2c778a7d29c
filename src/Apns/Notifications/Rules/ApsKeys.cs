using System.Collections.Frozen;

namespace Push.Apns;

/// <summary>The keys of <c>aps</c>: which push types they are for, and the form of their values.</summary>
internal static class ApsKeys
{
    private const string Alert = "alert";
    private const string Background = "background";
    private const string LiveActivity = "liveactivity";
    private const string Controls = "controls";
    private const string Widgets = "widgets";

    private static readonly FrozenDictionary<string, ApsKey> Known = new ApsKey[]
    {
        new("alert", AlertContents.Check, Alert, LiveActivity),
        new("badge", ValueRules.Count, Alert),
        new("sound", SoundContents.Check, Alert),
        new("thread-id", ValueRules.Text, Alert),
        new("category", ValueRules.Text, Alert),
        new("content-available", ValueRules.Flag, Alert, Background),
        new("mutable-content", ValueRules.Flag, Alert),
        new("target-content-id", ValueRules.Text, Alert),
        new("interruption-level", ValueRules.Word("passive", "active", "time-sensitive", "critical"), Alert),
        new("relevance-score", ValueRules.Score, Alert, LiveActivity),
        new("filter-criteria", ValueRules.Text, Alert),
        new("url-args", ValueRules.Texts, Alert),
        new("content-changed", ValueRules.True, Controls, Widgets),
        new("timestamp", ValueRules.Seconds, LiveActivity),
        new("event", ValueRules.Word("start", "update", "end"), LiveActivity),
        new("content-state", ValueRules.Object, LiveActivity),
        new("stale-date", ValueRules.Seconds, LiveActivity),
        new("dismissal-date", ValueRules.Seconds, LiveActivity),
        new("attributes-type", ValueRules.Text, LiveActivity),
        new("attributes", ValueRules.Object, LiveActivity),
        new("input-push-channel", ValueRules.Text, LiveActivity),
        new("input-push-token", ValueRules.Flag, LiveActivity),
    }.ToFrozenDictionary(key => key.Name);

    // Apple says what these hold; the others leave it to the app.
    private static readonly string[] Governed = [Alert, Background, LiveActivity, Controls, Widgets];

    public static ApsKey? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>Whether a payload of this push type has to have an <c>aps</c>, with that type's keys and no others.</summary>
    public static bool IsNeeded(PushTypeRule rule) => Governed.Contains(rule.Name);

    /// <summary>Whether the key may stand in a payload of this push type.</summary>
    public static bool Allows(PushTypeRule rule, ApsKey key) => !IsNeeded(rule) || key.PushTypes.Contains(rule.Name);
}

/// <summary>One key of <c>aps</c>.</summary>
internal sealed record ApsKey(string Name, ValueRule Value, params string[] PushTypes);
