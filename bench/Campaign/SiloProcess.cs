using System.Text.Json;
using Push.Bench.Processes;

namespace Push.Bench.Campaign;

/// <summary>The outside of a silo process.</summary>
static class SiloProcess
{
    /// <summary>The hidden command of this executable that imports.</summary>
    public const string Import = "silo-import";

    /// <summary>The hidden command of this executable that sends: two campaigns, with refusals one.</summary>
    public const string Send = "silo-send";

    /// <summary>Runs a hidden command of this executable in a process with the runtime settings of the silo's own host.</summary>
    /// <param name="command">The command.</param>
    /// <param name="settings">What it is told.</param>
    /// <param name="count">How many samples it gives, a line each.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What it measured, in order.</returns>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        string command, SiloSettings settings, int count, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(Executables.ThisBench, [command], SiloRuntime.Variables);
        await process.WriteLineAsync(settings.ToLine(), cancellationToken);
        var samples = new List<T>(count);
        while (samples.Count < count)
            samples.Add(JsonSerializer.Deserialize<T>(await process.ReadLineAsync(cancellationToken))!);
        await process.ReadToEndAsync(cancellationToken);
        return samples;
    }
}
