using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Push.Cli.CommandLine;
using Spectre.Console;

namespace Push.Cli.Output;

/// <summary>
/// Where a command's words go: results to standard output, everything else (progress, notes, errors, logs) to standard
/// error, so that a pipe gets the result and nothing but the result.
/// </summary>
internal sealed class Terminal
{
    /// <summary>Columns when no terminal says how wide it is: wide enough that no table row is broken.</summary>
    private const int WidthWithoutTerminal = 200;

    private readonly Lazy<IAnsiConsole> _results = new(() => Open(Console.Out, Console.IsOutputRedirected));
    private readonly Lazy<IAnsiConsole> _notes = new(() => Open(Console.Error, Console.IsErrorRedirected));

    public Terminal(bool json, bool verbose)
    {
        Json = json;
        Verbose = verbose;
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }

    /// <summary>Results are one JSON document instead of tables.</summary>
    public bool Json { get; }

    /// <summary>Logs of the framework are shown too.</summary>
    public bool Verbose { get; }

    /// <summary>Somebody watches standard error: a moving bar makes sense there.</summary>
    public bool Watched => !Console.IsErrorRedirected && _notes.Value.Profile.Capabilities.Interactive;

    /// <summary>The console on standard error, for progress.</summary>
    public IAnsiConsole Notes => _notes.Value;

    /// <summary>Prints a result: as JSON, or as <paramref name="forPeople"/> draws it.</summary>
    public void Result<T>(T value, JsonTypeInfo<T> type, Action<IAnsiConsole> forPeople)
    {
        if (Json) Console.Out.WriteLine(JsonSerializer.Serialize(value, type));
        else forPeople(_results.Value);
    }

    /// <summary>A line for the person who watches, on standard error.</summary>
    public void Note(string text)
    {
        if (_notes.IsValueCreated) _notes.Value.WriteLine(text);
        else Console.Error.WriteLine(text);
    }

    /// <summary>Prints why a command failed; with <c>--json</c> the result says so too.</summary>
    public void Fail(int exitCode, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems) Note($"push: {problem}");
        if (!Json) return;
        var failure = new Failure(new FailureDetail(exitCode, problems));
        Console.Out.WriteLine(JsonSerializer.Serialize(failure, ResultJson.Readable.Failure));
    }

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
