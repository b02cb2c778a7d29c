using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Push.Cli.CommandLine;

/// <summary>The library's help text with the command's examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        WriteExamples(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return ExitCode.Finished;
    }

    /// <summary>Remembers what <c>--help</c> shows below the options of <paramref name="command"/>.</summary>
    public static void Add(Command command, params string[] lines) => Examples.Add(command, lines);

    /// <summary>Writes the help of a command that was called without its subcommand.</summary>
    public static void Write(Command command, TextWriter output)
    {
        var root = CommandTree.Create();
        string[] path = command is RootCommand ? ["--help"] : [command.Name, "--help"];
        root.Parse(path).Invoke(new InvocationConfiguration { Output = output, Error = output });
    }

    private static void WriteExamples(Command command, TextWriter output)
    {
        if (!Examples.TryGetValue(command, out string[]? lines)) return;
        output.WriteLine("Examples:");
        foreach (var line in lines) output.WriteLine($"  {line}");
        output.WriteLine();
    }
}
