using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Push.Simulator.Ledgers;

/// <summary>Counts per text: rejections per reason, payloads per remark.</summary>
internal sealed class ReasonCounts
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(StringComparer.Ordinal);

    public void Count(string reason)
    {
        StrongBox<long> count = _counts.TryGetValue(reason, out StrongBox<long>? known) ? known : _counts.GetOrAdd(reason, new StrongBox<long>());
        Interlocked.Increment(ref count.Value);
    }

    public IReadOnlyDictionary<string, long> Read() =>
        new SortedDictionary<string, long>(_counts.ToDictionary(c => c.Key, c => Interlocked.Read(ref c.Value.Value)), StringComparer.Ordinal);

    public void Clear() => _counts.Clear();
}
