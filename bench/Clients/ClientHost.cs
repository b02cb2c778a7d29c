using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using Push.Bench.Measuring;
using Push.Bench.Processes;

namespace Push.Bench.Clients;

/// <summary>
/// The inside of a client process: settings in the first line of standard input, then <c>connect PORT</c> and
/// <c>send COUNT</c>, each answered by one line; it ends with its input.
/// </summary>
static class ClientHost
{
    public static async Task<int> RunAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = ClientSettings.Parse(await input.ReadLineAsync(cancellationToken));
        var client = Create(settings);
        try
        {
            await client.ConnectAsync(cancellationToken);
            await output.WriteLineAsync(GCSettings.IsServerGC ? "server" : "workstation");
            while (await input.ReadLineAsync(cancellationToken) is { } line)
            {
                var number = int.Parse(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
                if (line.StartsWith("connect ", StringComparison.Ordinal))
                {
                    await client.DisposeAsync();
                    settings = settings with { Port = number };
                    client = Create(settings);
                    await client.ConnectAsync(cancellationToken);
                    await output.WriteLineAsync("connected");
                }
                else
                {
                    var sample = await MeasureAsync(client, settings, number, cancellationToken);
                    await output.WriteLineAsync(JsonSerializer.Serialize(sample));
                }
            }
        }
        finally
        {
            await client.DisposeAsync();
        }

        return 0;
    }

    private static IClient Create(ClientSettings settings) => settings.Kind switch
    {
        ClientKind.Batch or ClientKind.Template => new ApnsBatchClient(settings),
        ClientKind.Single => new ApnsSingleClient(settings),
        ClientKind.HttpHandler => new HttpHandlerClient(settings),
        _ => throw new BenchException($"No client of kind {settings.Kind}."),
    };

    private static async Task<Sample> MeasureAsync(
        IClient client, ClientSettings settings, int count, CancellationToken cancellationToken)
    {
        var times = settings.AtOnce == 1 ? new SendTimes(count) : null;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = ProcessorTime.OfThisProcess();
        var started = Stopwatch.GetTimestamp();
        var accepted = await client.SendAsync(count, times, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = ProcessorTime.OfThisProcess() - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Sample(
            accepted,
            elapsed.TotalSeconds,
            processor.TotalSeconds,
            AllocatedBytes: allocated,
            MedianMicroseconds: times?.MedianMicroseconds());
    }
}
