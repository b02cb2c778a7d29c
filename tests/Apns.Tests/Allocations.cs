namespace Push.Apns.Tests;

/// <summary>Counts what a piece of the hot path allocates once it is warm.</summary>
internal static class Allocations
{
    public static long Of(Action action)
    {
        for (var i = 0; i < 100; i++) action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
