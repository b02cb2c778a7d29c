namespace Push.Bench.Campaign;

/// <summary>The runtime settings of a silo's own host, for processes that are compared with one another.</summary>
static class SiloRuntime
{
    /// <summary>Server GC as the web SDK has it, and what stands in <c>src/Silo/Runtime.props</c>.</summary>
    public static (string Name, string Value)[] Variables { get; } =
    [
        ("DOTNET_gcServer", "1"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"),
    ];
}
