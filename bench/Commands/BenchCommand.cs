using System.CommandLine;
using Push.Bench.Reporting;

namespace Push.Bench.Commands;

/// <summary>A bench as a command: runs, prints a table, writes the file if one is asked for.</summary>
static class BenchCommand
{
    private const int Measured = 0;
    private const int NotMeasured = 1;
    private const int Interrupted = 130;

    /// <summary>
    /// The exit code says whether there are figures, never whether they are good: a timing is no assertion.
    /// </summary>
    public static Command Create(
        string name,
        string description,
        Func<bool, Action<string>, Func<CancellationToken, Task<Report>>> bench)
    {
        var quick = new Option<bool>("--quick") { Description = "Within a minute: shows that it works, not to be quoted." };
        var json = new Option<FileInfo?>("--json")
        {
            Description = "Writes the rows to this file, and machine, command and notes to one beside it (.md).",
        };
        var command = new Command(name, description) { quick, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var machine = Machine.Describe();
            var progress = Progress.ToStandardError();
            try
            {
                var report = await bench(parsed.GetValue(quick), progress)(cancellationToken);
                ReportTable.Print(report);
                if (parsed.GetValue(json) is { } file)
                    await ReportWriter.WriteAsync(report, file, machine, Said(parsed), cancellationToken);
                return Measured;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Interrupted: nothing was measured.");
                return Interrupted;
            }
            catch (BenchException failed)
            {
                await Console.Error.WriteLineAsync(failed.Message);
                return NotMeasured;
            }
        });
        return command;
    }

    private static string Said(ParseResult parsed) =>
        "dotnet run -c Release --project bench -- " + string.Join(' ', parsed.Tokens.Select(token => token.Value));
}
