using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Push.Testing;

/// <summary>The stand-alone silo in a process of its own.</summary>
public sealed partial class SiloProcess : IDisposable
{
    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    /// <summary>Where clients of the cluster find it.</summary>
    public int GatewayPort { get; private set; }

    /// <summary>A client of its HTTP API.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="folder">Where it looks for <c>push.json</c>; null: in a folder without.</param>
    public static SiloProcess Start(IEnumerable<KeyValuePair<string, string?>> settings, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Push.Silo.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new SiloProcess(Process.Start(start)!);
    }

    /// <summary>Reads its log until it says that it is ready, and where.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        for (var found = 0; found < 2;)
        {
            var line = await _process.StandardOutput.ReadLineAsync(cancellation)
                ?? throw new InvalidOperationException("It ended: " + await _process.StandardError.ReadToEndAsync(cancellation));
            if (HttpAddress().Match(line) is { Success: true } address)
            {
                Http.BaseAddress = new Uri(address.Groups[1].Value);
                found++;
            }
            if (GatewayAddress().Match(line) is { Success: true } gateway)
            {
                GatewayPort = int.Parse(gateway.Groups[1].Value, CultureInfo.InvariantCulture);
                found++;
            }
        }
    }

    /// <summary>Waits for its end; its exit code and what it wrote to standard error.</summary>
    public async Task<(int ExitCode, string Error)> WaitAsync(CancellationToken cancellation)
    {
        var output = _process.StandardOutput.ReadToEndAsync(cancellation);
        var error = await _process.StandardError.ReadToEndAsync(cancellation);
        await output;
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, error);
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Sends SIGKILL, and waits for its end.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        Http.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex HttpAddress();

    [GeneratedRegex(@"clients on port (\d+)")]
    private static partial Regex GatewayAddress();
}
