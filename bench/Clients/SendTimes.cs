using System.Diagnostics;

namespace Push.Bench.Clients;

/// <summary>The times of single sends, kept without allocating while they are taken.</summary>
sealed class SendTimes(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    public void Add(long startedAt) => _ticks[_count++] = Stopwatch.GetTimestamp() - startedAt;

    public double MedianMicroseconds()
    {
        var taken = _ticks.AsSpan(0, _count);
        taken.Sort();
        return taken.IsEmpty ? 0 : taken[_count / 2] * 1e6 / Stopwatch.Frequency;
    }
}
