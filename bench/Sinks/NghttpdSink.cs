using Push.Bench.Clients;
using Push.Bench.Processes;

namespace Push.Bench.Sinks;

/// <summary>nghttpd with one worker: answers with an empty file for each token.</summary>
static class NghttpdSink
{
    public static async Task<Sink> StartAsync(
        WorkFolder folder, SinkCertificate certificate, CancellationToken cancellationToken)
    {
        var program = Executables.Find("nghttpd") ?? throw new BenchException("nghttpd is not installed.");
        var port = WorkFolder.FreePort();
        var documents = folder.MakeFolder("documents");
        Directory.CreateDirectory(documents + Workload.PathPrefix);
        foreach (var token in Workload.Tokens(SinkKind.Nghttpd.Tokens))
            await File.WriteAllBytesAsync(documents + Workload.PathOf(token), [], cancellationToken);

        var process = ChildProcess.Start(
            program,
            ["-a", "127.0.0.1", "-d", documents, "-m", "1000", "-n", "1",
                $"{port}", certificate.KeyFile, certificate.ChainFile]);
        return await new Sink(SinkKind.Nghttpd, process, port, certificate.RootFile)
            .UntilListeningAsync(cancellationToken);
    }
}
