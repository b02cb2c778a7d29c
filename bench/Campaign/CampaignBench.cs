using System.Globalization;
using Push.Bench.Clients;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Campaign;

/// <summary>
/// What grains, leases and storage add to a notification: a campaign from SQLite, beside our client alone with as many
/// connections to the same simulator.
/// </summary>
sealed class CampaignBench(bool quick, Action<string> progress)
{
    private const int Connections = 2;
    private const int RoundsBefore = 3;
    private const int RoundsAfter = 2;

    private readonly int _few = quick ? 20_000 : 100_000;
    private readonly int _many = quick ? 100_000 : 1_000_000;

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var sink = await SinkStarter.StartAsync(SinkKind.Simulator, folder, cancellationToken);
        await using var wire = await StartWireAsync(sink, cancellationToken);
        var bare = new List<Sample>();

        await RunWireAsync(wire, [], 2, cancellationToken);
        await RunWireAsync(wire, bare, RoundsBefore, cancellationToken);
        var few = await RunSiloAsync(folder, sink, _few, cancellationToken);
        var many = await RunSiloAsync(folder, sink, _many, cancellationToken);
        await RunWireAsync(wire, bare, RoundsAfter, cancellationToken);

        var report = new Report(
            string.Create(CultureInfo.InvariantCulture, $"campaign: {_many:N0} devices, {Connections} connections"));
        new CampaignReport(report).Add(bare, few, many);
        return report;
    }

    private static Task<ClientProcess> StartWireAsync(Sink sink, CancellationToken cancellationToken)
    {
        var settings = ClientSettings.For(ClientKind.Batch, sink, ProviderTokens.Create(TimeProvider.System)) with
        {
            Connections = Connections,
        };
        return ClientProcess.StartAsync(
            "bare wire", sink, settings, GarbageCollector.Server, cancellationToken, SiloRuntime.Variables);
    }

    private async Task RunWireAsync(
        ClientProcess wire, List<Sample> samples, int rounds, CancellationToken cancellationToken)
    {
        for (var round = 0; round < rounds; round++)
        {
            progress("bare wire");
            samples.Add(await wire.RunAsync(_many, cancellationToken));
        }
    }

    private async Task<SiloSamples> RunSiloAsync(
        WorkFolder folder, Sink sink, int devices, CancellationToken cancellationToken)
    {
        var settings = new SiloSettings(
            folder.MakeFolder(string.Create(CultureInfo.InvariantCulture, $"data-{devices}")),
            await ProviderTokens.KeyFileAsync(folder, cancellationToken),
            sink.Port,
            sink.RootCertificateFile,
            devices,
            Connections);
        progress($"importing {devices} devices");
        var import = await SiloProcess.RunAsync<SiloSample>(SiloProcess.Import, settings, count: 1, cancellationToken);
        progress($"sending to {devices} devices");
        var sends = await SiloProcess.RunAsync<SiloSample>(SiloProcess.Send, settings, count: 2, cancellationToken);
        return new SiloSamples(import[0], sends[0], sends[1]);
    }
}
