using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Push.Cli.Output;

namespace Push.Cli.CommandLine;

/// <summary>Parses the command line, runs the command and turns whatever ends it into an exit code and a message.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(string[] args)
    {
        // An argument that begins with @ is what it says: --filter @FILE is read by the option.
        var parsed = CommandTree.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not HelpWithExamples) return Refuse(parsed);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Interrupt listens to the signals
        };
        return await parsed.InvokeAsync(configuration);
    }

    /// <summary>Makes <paramref name="run"/> the work of <paramref name="command"/>.</summary>
    public static Command Runs(this Command command, Func<CommandContext, Task<int>> run)
    {
        command.SetAction((parsed, _) => RunAsync(parsed, run));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<CommandContext, Task<int>> run)
    {
        var terminal = new Terminal(parsed.GetValue(GlobalOptions.Json), parsed.GetValue(GlobalOptions.Verbose));
        using var interrupt = new Interrupt();
        try
        {
            return await run(new CommandContext(parsed, terminal, interrupt, TimeProvider.System));
        }
        catch (CommandException e)
        {
            terminal.Fail(e.ExitCode, e.Problems);
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (interrupt.Signal is not null)
        {
            terminal.Note("interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            var what = terminal.Verbose ? e.ToString() : $"{e.GetType().Name}: {e.Message} (--verbose shows where)";
            terminal.Fail(ExitCode.Incomplete, [new Problem("unexpected error", what)]);
            return ExitCode.Incomplete;
        }
    }

    private static int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed.CommandResult);
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0 && !parsed.GetValue(GlobalOptions.Json))
        {
            HelpWithExamples.Write(command, Console.Error);
            return ExitCode.BadInput;
        }

        var terminal = new Terminal(parsed.GetValue(GlobalOptions.Json), verbose: false);
        terminal.Fail(ExitCode.BadInput, [.. parsed.Errors.Select(error => new Problem(path, Rule(error)))]);
        terminal.Note($"see {path} --help");
        return ExitCode.BadInput;
    }

    /// <summary>The parser says of a missing argument only that there is one.</summary>
    private static string Rule(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult } result
        ? $"{result.Argument.Name} is needed: {result.Argument.Description}"
        : error.Message;

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "push";
}
