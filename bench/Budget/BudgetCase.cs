using System.Globalization;
using Push.Bench.Clients;

namespace Push.Bench.Budget;

/// <summary>A network and a payload for which the protocol's own limits are computed.</summary>
/// <param name="Latency">Added by the simulator to every answer.</param>
/// <param name="Rtt">Added by the simulator to answers and window updates.</param>
/// <param name="PayloadBytes">Size of every payload.</param>
sealed record BudgetCase(TimeSpan Latency, TimeSpan Rtt, int PayloadBytes)
{
    /// <summary>Apple's window of a connection, which is never enlarged (RFC 9113 §6.9.2 has the same default).</summary>
    public const int Window = 65_535;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<BudgetCase> All { get; } =
    [
        new(Delay, TimeSpan.Zero, Workload.SmallPayload),
        new(TimeSpan.Zero, Delay, Workload.SmallPayload),
        new(TimeSpan.Zero, Delay, Workload.LargePayload),
    ];

    public string Name => Latency > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"latency {Latency.TotalMilliseconds} ms, {PayloadBytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"rtt {Rtt.TotalMilliseconds} ms, {PayloadBytes} bytes");

    /// <summary>
    /// What one connection can carry at most: min(streams ÷ (rtt + latency), window ÷ (rtt × payload)).
    /// </summary>
    /// <param name="requestTime">How long one request takes when it is alone: rtt and latency together.</param>
    public double Limit(TimeSpan requestTime)
    {
        var byStreams = Workload.Streams / requestTime.TotalSeconds;
        var rtt = (requestTime - Latency).TotalSeconds;
        return rtt > 0 ? Math.Min(byStreams, Window / (rtt * PayloadBytes)) : byStreams;
    }

    /// <summary>The part of <see cref="Limit"/> that is left when payloads go out whole or not at all.</summary>
    public double WholePayloads => (double)(Window / PayloadBytes) * PayloadBytes / Window;
}
