using System.Text.Json;
using Push.Bench.Processes;

namespace Push.Bench.Campaign;

/// <summary>The outside of a silo process.</summary>
static class SiloProcess
{
    /// <summary>The hidden command of this executable that imports.</summary>
    public const string Import = "silo-import";

    /// <summary>The hidden command of this executable that sends.</summary>
    public const string Send = "silo-send";

    /// <summary>Runs one of the two in a process with server GC, as the silo's own host has it.</summary>
    /// <returns>What it measured, in order: one import, or two campaigns; with refusals one.</returns>
    public static async Task<IReadOnlyList<SiloSample>> RunAsync(
        string command, SiloSettings settings, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(
            // As src/Silo is configured.
            Executables.ThisBench, [command], ("DOTNET_gcServer", "1"), ("DOTNET_TieredPGO", "0"));
        await process.WriteLineAsync(settings.ToLine(), cancellationToken);
        var samples = new List<SiloSample>();
        for (var count = command == Send && !settings.Refusals ? 2 : 1; count > 0; count--)
            samples.Add(JsonSerializer.Deserialize<SiloSample>(await process.ReadLineAsync(cancellationToken))!);
        await process.ReadToEndAsync(cancellationToken);
        return samples;
    }
}
