using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Push.Cli.Apps;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Client;
using Push.Silo.Clustering;

namespace Push.Cli.Campaigns;

/// <summary>A running silo, reached through its gateway.</summary>
internal sealed class RemoteCluster : CampaignCluster
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly IHost _host;
    private readonly string _gateway;

    private RemoteCluster(IHost host, string gateway)
    {
        _host = host;
        _gateway = gateway;
        Push = host.Services.GetRequiredService<PushClient>();
    }

    public override PushClient Push { get; }

    /// <summary>Connects.</summary>
    /// <exception cref="CommandException">The address is malformed (2), or nobody answers there (3).</exception>
    public static async Task<RemoteCluster> ConnectAsync(
        string? gateway, LoadedConfiguration configuration, Terminal terminal, CancellationToken cancellationToken)
    {
        gateway ??= $"localhost:{ClusterEndpoints.DefaultGatewayPort}";
        var endpoint = await ResolveAsync(gateway, cancellationToken);
        var ids = new ClusterEndpoints();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddTerminal(terminal);
        // What it says of connections and calls without an answer, the commands say in a sentence.
        if (!terminal.Verbose) builder.Logging.AddFilter("Orleans", LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.AddPushClient(client => client.UseStaticClustering(endpoint).Configure<Orleans.Configuration.ClusterOptions>(options =>
        {
            options.ClusterId = configuration.Values["Push:Cluster:ClusterId"] ?? ids.ClusterId;
            options.ServiceId = configuration.Values["Push:Cluster:ServiceId"] ?? ids.ServiceId;
        }));
        var host = builder.Build();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConnectTimeout);
            await host.StartAsync(limit.Token);
            return new RemoteCluster(host, gateway);
        }
        catch (Exception e) when (e is OrleansException or OperationCanceledException or SocketException)
        {
            host.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            var rule = $"no silo answers at {gateway}; is it running, and is this its gateway port?";
            throw new CommandException(ExitCode.Unreachable, "--cluster", rule);
        }
    }

    public override string Options => $"--cluster {_gateway}";

    public override string ResumeCommand(string id) => $"push campaign resume {id} {Options}";

    public override string StatusCommand(string id) => $"push campaign status {id} {Options}";

    public override async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static async Task<IPEndPoint> ResolveAsync(string gateway, CancellationToken cancellationToken)
    {
        var colon = gateway.LastIndexOf(':');
        var host = colon < 0 ? gateway : gateway[..colon].Trim('[', ']');
        var port = ClusterEndpoints.DefaultGatewayPort;
        if (host.Length == 0 || (colon >= 0 && !ushort.TryParse(gateway.AsSpan(colon + 1), out var given) | (port = given) == 0))
        {
            throw CommandException.BadInput("--cluster", $"must be HOST:PORT, the gateway of a silo, not {gateway}");
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return new IPEndPoint(addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0], port);
        }
        catch (SocketException e)
        {
            throw new CommandException(ExitCode.Unreachable, "--cluster", $"can't resolve {host}: {e.Message}");
        }
    }
}
