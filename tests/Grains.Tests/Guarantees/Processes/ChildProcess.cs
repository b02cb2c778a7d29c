using System.Diagnostics;
using System.Globalization;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A program that the test started, and ends with the test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts it and waits until a line of its output contains a text.</summary>
    public static async Task<ChildProcess> StartAsync(string program, string[] arguments, string ready)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        var child = new ChildProcess(Process.Start(start)!);
        try
        {
            await child.ReadUntilAsync(ready);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends it a signal by its name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task EndAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadUntilAsync(string ready)
    {
        var output = _process.StandardOutput;
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
        {
            if (!line.Contains(ready, StringComparison.Ordinal)) continue;
            // Nobody needs the rest, but it must not fill the pipe.
            output.ReadToEndAsync(CancellationToken.None).Ignore();
            return;
        }
        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended without having said '{ready}'.");
    }
}
