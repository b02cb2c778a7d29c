using Push.Bench.Clients;
using Push.Bench.Reporting;

namespace Push.Bench.Wire;

/// <summary>What is wanted of our client with <c>authorization</c> never indexed.</summary>
static class WireTargets
{
    /// <summary>A sink busier than this is what is measured: no throughput is asked of its clients.</summary>
    public const double SinkBound = 0.95;

    /// <summary>Processor time beside that of SocketsHttpHandler.</summary>
    public static Target Processor { get; } = Target.AtMost(0.5);

    /// <summary>Notifications per second beside SocketsHttpHandler.</summary>
    public static Target ThroughputBesideHttpHandler { get; } = Target.AtLeast(1.3);

    /// <summary>Notifications per second beside h2load.</summary>
    public static Target ThroughputBesideH2Load { get; } = Target.AtLeast(1.0);

    /// <summary>The median time of one send beside SocketsHttpHandler.</summary>
    public static Target OneAtATime { get; } = Target.AtMost(1.1);

    /// <summary>Bytes allocated per notification.</summary>
    public static Target Allocation(ClientKind kind) => Target.AtMost(kind == ClientKind.Batch ? 1 : 200);
}
