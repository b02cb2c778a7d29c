using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Push.Apns;
using Push.Bench.Campaign;
using Push.Bench.Clients;
using Push.Bench.Processes;
using Push.Client;

namespace Push.Bench.Single;

/// <summary>The inside of a silo process that sends single notifications through DeviceGrain and ConnectionGrain.</summary>
static class SingleHost
{
    private const string List = "all";
    private const int Devices = 10_000;
    private const int WarmRounds = 5;
    private const int Concurrency = 512;
    private const int Senders = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(5);

    public static async Task<int> RateAsync(CancellationToken cancellationToken)
    {
        var settings = SiloSettings.Parse(await Console.In.ReadLineAsync(cancellationToken));
        using var host = await SiloHost.StartAsync(settings, cancellationToken);
        var push = host.Services.GetRequiredService<PushClient>();
        var tokens = Tokens(2 * Devices);
        // The JIT has done its work, and the connections are open, before anything is measured.
        for (var round = 0; round < 2; round++) await SendAsync(push, tokens[Devices..], settings.Devices, cancellationToken);
        var cold = await SendAsync(push, tokens[..Devices], Devices, cancellationToken);
        var warm = new List<double>();
        var processor = ProcessorTime.OfThisProcess();
        var allocated = GC.GetTotalAllocatedBytes();
        for (var round = 0; round < WarmRounds; round++)
            warm.Add(await SendAsync(push, tokens[..Devices], settings.Devices, cancellationToken));
        var sends = (double)WarmRounds * settings.Devices;
        processor = ProcessorTime.OfThisProcess() - processor;
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new RateSample(
            cold, warm, processor.TotalSeconds * 1e6 / sends, (GC.GetTotalAllocatedBytes() - allocated) / sends)));
        await host.StopAsync(cancellationToken);
        return 0;
    }

    public static async Task<int> TimeAsync(CancellationToken cancellationToken)
    {
        var settings = SiloSettings.Parse(await Console.In.ReadLineAsync(cancellationToken));
        using var host = await SiloHost.StartAsync(settings, cancellationToken);
        var push = host.Services.GetRequiredService<PushClient>();
        await SiloHost.ImportAsync(push, List, settings.Devices, cancellationToken);
        var tokens = Tokens(Devices);
        await SendAsync(push, tokens, 2 * Devices, cancellationToken);
        var idle = await MeasureAsync(push, tokens, Task.Delay(IdleFor, cancellationToken), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var campaign = SiloHost.SendAsync(push, List, settings.Devices, cancellationToken);
        var beside = await MeasureAsync(push, tokens, campaign, cancellationToken);
        await campaign;
        var rate = settings.Devices / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new TimeSamples(idle, beside, rate)));
        await host.StopAsync(cancellationToken);
        return 0;
    }

    private static DeviceToken[] Tokens(int count) => [.. Workload.Tokens(count).Select(token => DeviceToken.FromBytes(token))];

    private static async Task<double> SendAsync(
        PushClient push, DeviceToken[] tokens, int count, CancellationToken cancellationToken)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(
            async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                    await SendAsync(push, tokens[i % tokens.Length], cancellationToken);
            },
            cancellationToken)));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<TimeSample> MeasureAsync(
        PushClient push, DeviceToken[] tokens, Task until, CancellationToken cancellationToken)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(
            async () =>
            {
                var own = new List<double>();
                for (var i = sender; !until.IsCompleted; i += Senders)
                {
                    var started = Stopwatch.GetTimestamp();
                    await SendAsync(push, tokens[i % tokens.Length], cancellationToken);
                    own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    await Task.Delay(Pause, cancellationToken);
                }

                return own;
            },
            cancellationToken)));
        double[] all = [.. times.SelectMany(own => own).Order()];
        return new TimeSample(all.Length, all[all.Length / 2], all[all.Length * 99 / 100]);
    }

    private static async Task SendAsync(PushClient push, DeviceToken token, CancellationToken cancellationToken)
    {
        var receipt = await push.SendAsync(SiloHost.App, token, SiloHost.Content, cancellationToken: cancellationToken);
        if (receipt.Answer.Outcome != AttemptOutcome.Accepted)
            throw new BenchException($"A single send was not accepted: {receipt.Answer}.");
    }
}
