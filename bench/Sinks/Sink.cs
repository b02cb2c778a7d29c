using System.Net.Sockets;
using Push.Bench.Processes;

namespace Push.Bench.Sinks;

/// <summary>A server in its own process that answers 200 to every notification.</summary>
sealed class Sink(SinkKind kind, ChildProcess process, int port, string rootCertificateFile) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Every sink listens on the loopback addresses and has a certificate for this name.</summary>
    public const string Host = "localhost";

    public SinkKind Kind => kind;

    public int Port => port;

    public int ProcessId => process.Id;

    /// <summary>The PEM file of the root that clients have to trust.</summary>
    public string RootCertificateFile => rootCertificateFile;

    /// <summary>Waits until a server that says nothing at its start takes connections.</summary>
    public async Task<Sink> UntilListeningAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        while (!await TakesConnectionsAsync(deadline.Token))
        {
            if (process.HasExited)
                throw new BenchException($"{kind.Name} ended at its start. {process.Errors}");
            await Task.Delay(Pause, deadline.Token);
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (!kind.WatchesStandardInput)
            process.Kill();
        await process.DisposeAsync();
    }

    private async Task<bool> TakesConnectionsAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
