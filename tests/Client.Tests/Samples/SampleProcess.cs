using System.Diagnostics;
using System.Reflection;

namespace Push.Client.Samples;

/// <summary>A sample that serves a page, as its own process on a free port.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    public string Address { get; private set; } = "";

    public static async Task<SampleProcess> StartAsync(string sample)
    {
        var program = Path.Combine(Metadata("SamplesFolder"), sample, Metadata("Output"), $"Push.Samples.{sample}.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var started = new SampleProcess(process);
        try
        {
            while (started.Address.Length == 0)
            {
                var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                    ?? throw new InvalidOperationException($"{sample} ended before it listened.");
                if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) started.Address = line[(at + Listening.Length)..];
            }
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string Metadata(string key) => typeof(SampleProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
