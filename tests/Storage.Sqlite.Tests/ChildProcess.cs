using System.Diagnostics;

namespace Push.Storage.Sqlite;

/// <summary>The program of <c>tests/Storage.Sqlite.Child</c>, in a process of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamWriter Input => _process.StandardInput;

    public static ChildProcess Start(params string[] arguments) =>
        Run("dotnet", [ProgramPath, .. arguments]);

    /// <summary>Under strace, which writes the system calls named to a file.</summary>
    public static ChildProcess StartTraced(string traceFile, params string[] arguments) => Run("strace",
        ["-f", "-e", "trace=fsync,fdatasync,write", "-s", "64", "-o", traceFile, "dotnet", ProgramPath, .. arguments]);

    public async Task WaitUntilOpenAsync(CancellationToken cancellation) =>
        Assert.Equal("open", await Output.ReadLineAsync(cancellation));

    /// <summary>SIGKILL; returns the rest of its output.</summary>
    public async Task<string> KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        var rest = await Output.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return rest;
    }

    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string ProgramPath => Path.Combine(AppContext.BaseDirectory, "Push.Storage.Sqlite.Child.dll");

    private static ChildProcess Run(string program, string[] arguments) => new(Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!);
}
