using System.Text.Json.Serialization;

namespace Push.Bench.Reporting;

/// <summary>One figure of a bench, as it stands in the JSON file.</summary>
/// <param name="Name">What was measured: bench/sink/client/metric, unique together with <paramref name="Peer"/>.</param>
/// <param name="Value">The median over the rounds.</param>
/// <param name="Unit">The unit of <paramref name="Value"/>.</param>
/// <param name="Peer">What it is compared with in the same run; null if with nothing.</param>
/// <param name="Ratio"><paramref name="Value"/> ÷ the peer's value.</param>
/// <param name="Target">What was wanted, of the ratio if there is a peer, else of the value; or why there is none.</param>
/// <param name="Holds">Whether the target was met; null without a target.</param>
sealed record Row(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("peer")] string? Peer = null,
    [property: JsonPropertyName("ratio")] double? Ratio = null,
    [property: JsonPropertyName("target")] string? Target = null,
    [property: JsonPropertyName("holds")] bool? Holds = null);
