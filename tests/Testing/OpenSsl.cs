using System.Diagnostics;

namespace Push.Testing;

/// <summary>Runs the system's openssl, so that a judge that nobody here wrote reads what we write.</summary>
public static class OpenSsl
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Standard output and standard error; a failing command is an exception with both.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            var all = await output + await error;
            if (process.ExitCode == 0) return all;
            throw new InvalidOperationException($"openssl {string.Join(' ', arguments)}: {process.ExitCode}\n{all}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
