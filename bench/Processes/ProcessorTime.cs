using System.Runtime.InteropServices;

namespace Push.Bench.Processes;

/// <summary>
/// User and system time of processes, in nanoseconds as the scheduler counted them: /proc/PID/stat has ticks of 10 ms,
/// too coarse for short rounds.
/// </summary>
static partial class ProcessorTime
{
    private const int OwnProcessClock = 2;
    private const int ReapedChildren = -1;

    /// <summary>What this process has used so far.</summary>
    public static TimeSpan OfThisProcess() => Read(OwnProcessClock);

    /// <summary>What a running process has used so far, all its threads together.</summary>
    /// <remarks>The clock id of a process is made from its pid as clock_getcpuclockid(3) does.</remarks>
    public static TimeSpan Of(int processId) => Read((~processId << 3) | OwnProcessClock);

    /// <summary>What all children used that have ended and were waited for.</summary>
    public static TimeSpan OfEndedChildren()
    {
        if (GetResourceUsage(ReapedChildren, out var usage) != 0)
            throw new BenchException($"getrusage failed with error {Marshal.GetLastPInvokeError()}.");
        return usage.User.ToTimeSpan() + usage.System.ToTimeSpan();
    }

    private static TimeSpan Read(int clock) =>
        GetClock(clock, out var time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100))
            : throw new BenchException($"The processor time of a process can't be read (clock {clock}): it has ended.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetClock(int clock, out TimeSpecification time);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;

        public readonly TimeSpan ToTimeSpan() =>
            TimeSpan.FromTicks((Seconds * TimeSpan.TicksPerSecond) + (Microseconds * TimeSpan.TicksPerMicrosecond));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
        private readonly RemainingCounters _remaining;
    }

    /// <summary>The 14 counters of getrusage that are not needed here.</summary>
    [System.Runtime.CompilerServices.InlineArray(14)]
    private struct RemainingCounters
    {
        private long _first;
    }
}
