using System.Text.Json;
using System.Text.Json.Nodes;

namespace Push.Apns;

/// <summary>
/// What all pushes to a Live Activity have in common (Apple, "Starting and updating Live Activities with ActivityKit push
/// notifications").
/// </summary>
public abstract record LiveActivityPayload : ApnsPayload
{
    private protected LiveActivityPayload()
    {
    }

    /// <inheritdoc/>
    public override PushType PushType => PushType.LiveActivity;

    /// <summary>When this state was true: a device drops one that is older than what it shows. Whole seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the activity is shown as out of date.</summary>
    public DateTimeOffset? StaleDate { get; init; }

    /// <summary>Which of the app's activities goes first; any number, the highest first.</summary>
    public double? RelevanceScore { get; init; }

    private protected abstract ReadOnlySpan<byte> Event { get; }

    private protected abstract JsonObject? State { get; }

    private protected abstract LiveActivityAlert? Notice { get; }

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteSeconds("timestamp"u8, Timestamp);
        json.WriteString("event"u8, Event);
        WriteEvent(json);
        if (State is { } state)
        {
            json.WritePropertyName("content-state"u8);
            state.WriteTo(json);
        }

        json.WriteSeconds("stale-date"u8, StaleDate);
        if (RelevanceScore is { } score) json.WriteNumber("relevance-score"u8, score);
        Notice?.Write(json);
        json.WriteEndObject();
    }

    private protected virtual void WriteEvent(Utf8JsonWriter json)
    {
        // An update has nothing of its own.
    }
}
