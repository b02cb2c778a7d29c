using System.Text.Json;

namespace Push.Simulator.Connections;

/// <summary>The debug data of GOAWAY, where Apple puts its reason.</summary>
internal static class GoAwayReason
{
    /// <summary><c>{"reason":"…"}</c>, or nothing.</summary>
    public static string Format(string? reason) => reason is null ? "" : $"{{\"reason\":\"{JsonEncodedText.Encode(reason)}\"}}";
}
