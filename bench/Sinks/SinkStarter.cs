using Push.Bench.Processes;

namespace Push.Bench.Sinks;

/// <summary>Starts a sink of any kind with a certificate of its own.</summary>
static class SinkStarter
{
    public static Task<Sink> StartAsync(SinkKind kind, WorkFolder folder, CancellationToken cancellationToken)
    {
        if (kind == SinkKind.Simulator)
            return SimulatorSink.StartAsync(folder, cancellationToken);
        var certificate = SinkCertificate.Create(folder, TimeProvider.System);
        return kind == SinkKind.Nginx
            ? NginxSink.StartAsync(folder, certificate, cancellationToken)
            : NghttpdSink.StartAsync(folder, certificate, cancellationToken);
    }
}
