using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Push.Bench.Clients;

/// <summary>
/// An <c>apns-id</c> never used before, for a few nanoseconds: <see cref="Guid.NewGuid"/> asks the kernel for
/// randomness, which would be measured along with every client.
/// </summary>
sealed class FreshIds
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _run = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());
    private ulong _next;

    /// <summary>Not for several threads at once without <see cref="NextShared"/>.</summary>
    public Guid Next() => Make(++_next);

    public Guid NextShared() => Make(Interlocked.Increment(ref _next));

    private Guid Make(ulong number)
    {
        Unsafe.SkipInit(out Guid id);
        var halves = MemoryMarshal.Cast<Guid, ulong>(new Span<Guid>(ref id));
        halves[0] = _run;
        halves[1] = number * Golden;
        return id;
    }
}
