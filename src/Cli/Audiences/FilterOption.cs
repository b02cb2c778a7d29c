using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Cli.Payloads;
using Push.Grains.Audiences;

namespace Push.Cli.Audiences;

/// <summary>The option <c>--filter</c>: text of the grammar, or a file of text or JSON.</summary>
internal static class FilterOption
{
    private const string Name = "--filter";

    public static Option<string?> Create() => new(Name)
    {
        Description = "Only devices that it means, as 'tag = news and appVersion >= 2.10'; @FILE reads it from a file.",
        HelpName = "FILTER|@FILE",
    };

    /// <summary>The filter that was given, or null.</summary>
    /// <exception cref="CommandException">It is none; the message names the position.</exception>
    public static async Task<AudienceFilter?> ReadAsync(CommandContext context, Option<string?> option)
    {
        if (context.Get(option) is not { } text) return null;
        if (text.StartsWith('@')) text = await ReadAsync(text[1..], context.Cancelled);
        return AudienceFilter.TryParse(text, out var filter, out var error)
            ? filter
            : throw CommandException.BadInput(Name, error);
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = InputFile.Open(Name, path);
        using var reader = new StreamReader(stream);
        // A character more than is allowed, so that a file that is too long is refused as such.
        var text = new char[AudienceFilter.MaxLength + 1];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken));
    }
}
