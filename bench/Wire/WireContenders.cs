using Push.Bench.Clients;
using Push.Bench.H2Load;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Sinks;

namespace Push.Bench.Wire;

/// <summary>The clients that are compared on one sink.</summary>
sealed class WireContenders : IAsyncDisposable
{
    private readonly List<IContender> _all = [];
    private readonly Sink _sink;
    private readonly string _providerToken;

    private WireContenders(Sink sink, string providerToken)
    {
        _sink = sink;
        _providerToken = providerToken;
    }

    public IReadOnlyList<IContender> All => _all;

    /// <summary>Ours, each with the name of the peer that it is held against.</summary>
    public List<Rival> Rivals { get; } = [];

    public IContender? H2Load { get; private set; }

    /// <summary>As many notifications at once as the sink allows streams.</summary>
    public static async Task<WireContenders> ForThroughputAsync(
        WorkFolder folder, Sink sink, string providerToken, bool quick, CancellationToken cancellationToken)
    {
        var contenders = new WireContenders(sink, providerToken);
        try
        {
            GarbageCollector[] collectors =
                quick ? [GarbageCollector.Server] : [GarbageCollector.Server, GarbageCollector.Workstation];
            foreach (var collector in collectors)
                await contenders.AddPairAsync(collector, cancellationToken);
            if (quick)
            {
                await contenders.AddAsync(
                    ClientKind.HttpHandler, "SocketsHttpHandler", GarbageCollector.Workstation, cancellationToken);
            }

            await contenders.AddAsync(
                ClientKind.Batch, "batch, indexed", GarbageCollector.Server, cancellationToken, indexed: true);
            contenders.H2Load = await H2LoadClient.StartAsync(folder, sink, providerToken, cancellationToken);
            contenders._all.Add(contenders.H2Load);
            return contenders;
        }
        catch
        {
            await contenders.DisposeAsync();
            throw;
        }
    }

    /// <summary>One send at a time.</summary>
    public static async Task<WireContenders> ForLatencyAsync(
        Sink sink, string providerToken, CancellationToken cancellationToken)
    {
        var contenders = new WireContenders(sink, providerToken);
        try
        {
            var ours = await contenders.AddAsync(
                ClientKind.Single, "one at a time", GarbageCollector.Server, cancellationToken, atOnce: 1);
            var theirs = await contenders.AddAsync(
                ClientKind.HttpHandler,
                "SocketsHttpHandler one at a time",
                GarbageCollector.Server,
                cancellationToken,
                atOnce: 1);
            contenders.Rivals.Add(new Rival(ClientKind.Single, ours, theirs));
            return contenders;
        }
        catch
        {
            await contenders.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _all)
            await contender.DisposeAsync();
    }

    private async Task AddPairAsync(GarbageCollector collector, CancellationToken cancellationToken)
    {
        var batch = await AddAsync(ClientKind.Batch, "batch, never indexed", collector, cancellationToken);
        var single = await AddAsync(ClientKind.Single, "single, never indexed", collector, cancellationToken);
        var peer = await AddAsync(ClientKind.HttpHandler, "SocketsHttpHandler", collector, cancellationToken);
        Rivals.Add(new Rival(ClientKind.Batch, batch, peer));
        Rivals.Add(new Rival(ClientKind.Single, single, peer));
    }

    private async Task<IContender> AddAsync(
        ClientKind kind,
        string name,
        GarbageCollector collector,
        CancellationToken cancellationToken,
        int atOnce = Workload.Streams,
        bool indexed = false)
    {
        var settings = ClientSettings.For(kind, _sink, _providerToken) with
        {
            AtOnce = atOnce,
            IndexAuthorization = indexed,
        };
        var title = $"{name}, {collector.ToString().ToLowerInvariant()} GC";
        var contender = await ClientProcess.StartAsync(title, _sink, settings, collector, cancellationToken);
        _all.Add(contender);
        return contender;
    }
}
