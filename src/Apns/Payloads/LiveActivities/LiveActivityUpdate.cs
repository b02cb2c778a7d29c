using System.Text.Json.Nodes;

namespace Push.Apns;

/// <summary>Shows the new state of a Live Activity.</summary>
public sealed record LiveActivityUpdate : LiveActivityPayload
{
    /// <summary>The new state: the JSON form of the app's <c>ContentState</c>.</summary>
    public required JsonObject ContentState { get; init; }

    /// <summary>What tells the user of the change; null: nothing does.</summary>
    public LiveActivityAlert? Alert { get; init; }

    private protected override ReadOnlySpan<byte> Event => "update"u8;

    private protected override JsonObject? State => ContentState;

    private protected override LiveActivityAlert? Notice => Alert;
}
