namespace Push.Bench.Measuring;

/// <summary>What one round of one client cost.</summary>
/// <param name="Count">Notifications sent and accepted.</param>
/// <param name="Seconds">From the first one's writing to the last one's answer.</param>
/// <param name="ClientSeconds">User and system time of the client's process within the round.</param>
/// <param name="SinkSeconds">The same of the sink's process.</param>
/// <param name="AllocatedBytes">Allocated by the client's process; null where it is not a .NET process.</param>
/// <param name="MedianMicroseconds">The median time of one send; only where sends go one at a time.</param>
sealed record Sample(
    int Count,
    double Seconds,
    double ClientSeconds,
    double SinkSeconds = 0,
    long? AllocatedBytes = null,
    double? MedianMicroseconds = null)
{
    public double Rate => Count / Seconds;

    public double ClientMicroseconds => ClientSeconds * 1e6 / Count;

    public double SinkMicroseconds => SinkSeconds * 1e6 / Count;

    /// <summary>How much of one core the sink was busy: near 1, the sink is what is measured.</summary>
    public double SinkCores => SinkSeconds / Seconds;
}
