using System.Text.Json;
using System.Text.Json.Nodes;

namespace Push.Apns;

/// <summary>Ends a Live Activity.</summary>
public sealed record LiveActivityEnd : LiveActivityPayload
{
    /// <summary>The last state, shown until the activity is dismissed; null leaves what is shown.</summary>
    public JsonObject? ContentState { get; init; }

    /// <summary>When it leaves the Lock Screen; a time in the past: at once; null: by the system's rule, within 4 hours.</summary>
    public DateTimeOffset? DismissalDate { get; init; }

    /// <summary>What tells the user of the end; null: nothing does.</summary>
    public LiveActivityAlert? Alert { get; init; }

    private protected override ReadOnlySpan<byte> Event => "end"u8;

    private protected override JsonObject? State => ContentState;

    private protected override LiveActivityAlert? Notice => Alert;

    private protected override void WriteEvent(Utf8JsonWriter json) => json.WriteSeconds("dismissal-date"u8, DismissalDate);
}
