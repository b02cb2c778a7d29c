using System.Globalization;
using System.Text.Json;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Sinks;

namespace Push.Bench.Clients;

/// <summary>The outside of a client process.</summary>
sealed class ClientProcess : IContender
{
    /// <summary>The hidden command of this executable that becomes a client.</summary>
    public const string Command = "client";

    private readonly ChildProcess _process;

    private ClientProcess(string name, Sink sink, ChildProcess process, int firstCount)
    {
        Name = name;
        Sink = sink;
        _process = process;
        FirstCount = firstCount;
    }

    public string Name { get; }

    public Sink Sink { get; }

    public int FirstCount { get; }

    public static async Task<ClientProcess> StartAsync(
        string name, Sink sink, ClientSettings settings, GarbageCollector collector, CancellationToken cancellationToken,
        params (string Name, string Value)[] environment)
    {
        var process = ChildProcess.Start(
            Executables.ThisBench,
            [Command],
            [("DOTNET_gcServer", collector == GarbageCollector.Server ? "1" : "0"), .. environment]);
        try
        {
            await process.WriteLineAsync(settings.ToLine(), cancellationToken);
            var collecting = await process.ReadLineAsync(cancellationToken);
            if (!collecting.Equals(collector.ToString(), StringComparison.OrdinalIgnoreCase))
                throw new BenchException($"{name} runs with {collecting} GC, not with {collector}.");
            return new ClientProcess(name, sink, process, settings.AtOnce == 1 ? 200 : 5 * settings.AtOnce);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async Task<Sample> RunAsync(int count, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("send", count, cancellationToken);
        var sample = JsonSerializer.Deserialize<Sample>(answer)!;
        return sample.Count == count
            ? sample
            : throw new BenchException($"{Name}: {count - sample.Count} of {count} were not accepted as they were sent.");
    }

    public async Task ConnectAsync(int port, CancellationToken cancellationToken) =>
        await AskAsync("connect", port, cancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<string> AskAsync(string command, int number, CancellationToken cancellationToken)
    {
        await _process.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{command} {number}"), cancellationToken);
        return await _process.ReadLineAsync(cancellationToken);
    }
}
