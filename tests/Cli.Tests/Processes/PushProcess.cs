using System.Diagnostics;
using System.Globalization;

namespace Push.Cli.Processes;

/// <summary>The real <c>push</c> as a process, as a user's shell runs it.</summary>
internal sealed class PushProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly List<string> _errorLines = [];
    private readonly SemaphoreSlim _errorLine = new(0);
    private readonly Task _errorEnd;

    private PushProcess(Process process)
    {
        _process = process;
        _errorEnd = CollectErrorAsync();
    }

    public TextWriter Input => _process.StandardInput;

    public TextReader Output => _process.StandardOutput;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it in a folder.</summary>
    public static PushProcess Start(
        string folder, string[] arguments, string? input = null, bool keepInput = false, (string Name, string Value)? variable = null)
    {
        // Tests that a shell started in the background ignore Ctrl-C, and so would what they start.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "push.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable is var (name, value)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (input is not null) process.StandardInput.Write(input);
        if (!keepInput) process.StandardInput.Close();
        return new PushProcess(process);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<PushResult> RunAsync(string folder, string[] arguments, string? input = null)
    {
        await using var push = Start(folder, arguments, input);
        return await push.EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<PushResult> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(LongestRun);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestRun);
        await _errorEnd;
        return new PushResult(_process.ExitCode, output, string.Concat(_errorLines.Select(line => line + "\n")));
    }

    /// <summary>Waits until a line of standard error begins so.</summary>
    public async Task SaysAsync(string beginning)
    {
        while (!HasSaid(beginning)) await _errorLine.WaitAsync(LongestRun, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a signal, as Ctrl-C in a terminal does.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill() => _process.Kill();

    private bool HasSaid(string beginning)
    {
        lock (_errorLines) return _errorLines.Exists(line => line.StartsWith(beginning, StringComparison.Ordinal));
    }

    private async Task CollectErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errorLines) _errorLines.Add(line);
            _errorLine.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _errorLine.Dispose();
    }
}
