using System.Text.Json;
using System.Text.Json.Nodes;

namespace Push.Apns;

/// <summary>Starts a Live Activity; goes to a push-to-start token.</summary>
public sealed record LiveActivityStart : LiveActivityPayload
{
    /// <summary>What tells the user that it starts; Apple demands it.</summary>
    public required LiveActivityAlert Alert { get; init; }

    /// <summary>The name of the app's <c>ActivityAttributes</c> type.</summary>
    public required string AttributesType { get; init; }

    /// <summary>The activity's fixed data: the JSON form of those attributes.</summary>
    public required JsonObject Attributes { get; init; }

    /// <summary>The first state: the JSON form of the app's <c>ContentState</c>.</summary>
    public required JsonObject ContentState { get; init; }

    /// <summary>The broadcast channel that the activity gets its updates from.</summary>
    public string? InputPushChannel { get; init; }

    /// <summary>Asks for a push token for the activity's updates.</summary>
    public bool InputPushToken { get; init; }

    private protected override ReadOnlySpan<byte> Event => "start"u8;

    private protected override JsonObject? State => ContentState;

    private protected override LiveActivityAlert? Notice => Alert;

    private protected override void WriteEvent(Utf8JsonWriter json)
    {
        json.WriteString("attributes-type"u8, AttributesType);
        json.WritePropertyName("attributes"u8);
        Attributes.WriteTo(json);
        json.WriteText("input-push-channel"u8, InputPushChannel);
        json.WriteFlag("input-push-token"u8, InputPushToken);
    }
}
