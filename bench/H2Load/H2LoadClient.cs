using System.Globalization;
using Push.Bench.Clients;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Sinks;

namespace Push.Bench.H2Load;

/// <summary>
/// h2load as a client: a new process for each round, so its start is measured with one request and taken off. It
/// neither verifies the certificate nor arms deadlines, and sends one <c>apns-id</c> again and again: less work than
/// the others do.
/// </summary>
sealed class H2LoadClient : IContender
{
    private const int Starts = 3;

    private readonly string _program;
    private readonly string _providerToken;
    private readonly string _payloadFile;
    private readonly string _targetsFile;
    private readonly int _streams;
    private readonly int _connections;
    private int _port;
    private TimeSpan _start = TimeSpan.Zero;

    private H2LoadClient(
        string program, WorkFolder folder, Sink sink, string providerToken, int payloadBytes, int streams, int connections)
    {
        _program = program;
        Sink = sink;
        _port = sink.Port;
        _providerToken = providerToken;
        _streams = streams;
        _connections = connections;
        _payloadFile = folder.PathOf($"payload-{payloadBytes}");
        _targetsFile = folder.PathOf($"targets-{sink.Kind.Name}");
        File.WriteAllBytes(_payloadFile, Workload.Payload(payloadBytes));
        File.WriteAllLines(
            _targetsFile,
            Workload.Tokens(sink.Kind.Tokens).Select(token => $"https://{Sinks.Sink.Host}{Workload.PathOf(token)}"));
    }

    public string Name => "h2load";

    public Sink Sink { get; }

    public int FirstCount => _streams * _connections;

    public static async Task<H2LoadClient> StartAsync(
        WorkFolder folder,
        Sink sink,
        string providerToken,
        CancellationToken cancellationToken,
        int payloadBytes = Workload.SmallPayload,
        int streams = Workload.Streams,
        int connections = 1)
    {
        var program = Executables.Find("h2load") ?? throw new BenchException("h2load is not installed.");
        var client = new H2LoadClient(program, folder, sink, providerToken, payloadBytes, streams, connections);
        await client.MeasureStartAsync(cancellationToken);
        return client;
    }

    public async Task<Sample> RunAsync(int count, CancellationToken cancellationToken)
    {
        var before = ProcessorTime.OfEndedChildren();
        var output = await LoadAsync(count, cancellationToken);
        var processor = ProcessorTime.OfEndedChildren() - before - _start;
        return new Sample(count, count / output.Rate, processor.TotalSeconds);
    }

    /// <summary>The mean time of a request with as many streams as this client was made with.</summary>
    public async Task<TimeSpan> RequestTimeAsync(int count, CancellationToken cancellationToken) =>
        (await LoadAsync(count, cancellationToken)).MeanRequest;

    public Task ConnectAsync(int port, CancellationToken cancellationToken)
    {
        _port = port;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task MeasureStartAsync(CancellationToken cancellationToken)
    {
        var starts = new List<double>(Starts);
        for (var start = 0; start < Starts; start++)
            starts.Add((await RunAsync(_connections, cancellationToken)).ClientSeconds);
        _start = TimeSpan.FromSeconds(Spread.Of(starts).Median);
    }

    private async Task<H2LoadOutput> LoadAsync(int count, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(_program, Arguments(count));
        var output = H2LoadOutput.Parse(await process.ReadToEndAsync(cancellationToken));
        return output.Succeeded == count
            ? output
            : throw new BenchException($"h2load: {count - output.Succeeded} of {count} were not answered with 200.");
    }

    private string[] Arguments(int count) =>
    [
        Invariant($"-n{count}"), Invariant($"-c{_connections}"), Invariant($"-m{_streams}"), "-t1",
        "-d", _payloadFile, "-i", _targetsFile, "-B", Invariant($"https://{Sinks.Sink.Host}:{_port}"),
        "-H", $"authorization: bearer {_providerToken}",
        "-H", $"apns-topic: {Workload.Topic}",
        "-H", $"apns-push-type: {Workload.PushType}",
        "-H", Invariant($"apns-priority: {Workload.Priority}"),
        "-H", $"apns-id: {Guid.NewGuid()}",
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
