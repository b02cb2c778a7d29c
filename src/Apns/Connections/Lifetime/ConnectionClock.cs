namespace Push.Apns.Connections;

/// <summary>Timestamps of one clock, and durations in its ticks.</summary>
internal sealed class ConnectionClock(TimeProvider time)
{
    private const long Farthest = long.MaxValue / 4;

    public TimeProvider Provider => time;

    public long Now => time.GetTimestamp();

    /// <summary>A duration in ticks; what is infinite or negative (as <see cref="Timeout.InfiniteTimeSpan"/>) becomes very long.</summary>
    public long Ticks(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) return Farthest;
        var ticks = duration.TotalSeconds * time.TimestampFrequency;
        return ticks < Farthest ? (long)ticks : Farthest;
    }

    public TimeSpan Between(long from, long to) => time.GetElapsedTime(from, to);
}
