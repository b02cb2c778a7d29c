using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.Sending;

/// <summary>The options that say an alert in place of a payload file.</summary>
internal sealed class AlertOptions
{
    private readonly Option<string?> _title = Text("--title", "The alert's title; with --body instead of a payload.", "TEXT");
    private readonly Option<string?> _subtitle = Text("--subtitle", "The line below the title.", "TEXT");
    private readonly Option<string?> _body = Text("--body", "The alert's text.", "TEXT");
    private readonly Option<string?> _sound = Text("--sound", "The name of a sound, or default.", "NAME");
    private readonly Option<string?> _thread = Text("--thread-id", "The group that the notification belongs to.", "ID");
    private readonly Option<string?> _category = Text("--category", "The category that names the notification's actions.", "ID");
    private readonly Option<string?> _level = Text(
        "--interruption-level", "How much it may interrupt: passive, active, time-sensitive or critical.", "LEVEL");

    private readonly Option<string?> _custom = Text(
        "--custom", "The app's own values beside aps, a JSON object: '{\"order\":17}'.", "JSON");

    private readonly Option<int?> _badge = new("--badge")
    {
        Description = "The number on the app's icon; 0 removes it, left out it stays as it is.",
        HelpName = "N",
    };

    private readonly Option<bool> _mutable = new("--mutable-content")
    {
        Description = "Pass it to the app's notification service extension first.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in All()) command.Add(option);
    }

    /// <summary>The alert that the options say; null when none of them was given.</summary>
    public AlertPayload? Read(CommandContext context, Problems problems)
    {
        if (!All().Any(option => context.Arguments.GetResult(option) is { Implicit: false })) return null;
        return new AlertPayload
        {
            Title = context.Get(_title),
            Subtitle = context.Get(_subtitle),
            Body = context.Get(_body),
            Badge = context.Get(_badge),
            Sound = context.Get(_sound),
            ThreadId = context.Get(_thread),
            Category = context.Get(_category),
            InterruptionLevel = context.Get(_level) is { } level ? new InterruptionLevel(level) : null,
            MutableContent = context.Get(_mutable),
            Custom = Custom(context.Get(_custom), problems),
        };
    }

    private IEnumerable<Option> All() =>
        [_title, _subtitle, _body, _badge, _sound, _thread, _category, _level, _mutable, _custom];

    private static JsonObject? Custom(string? text, Problems problems)
    {
        if (text is null) return null;
        try
        {
            if (JsonNode.Parse(text) is JsonObject custom) return custom;
        }
        catch (JsonException)
        {
            // Said below, as for JSON that is no object.
        }

        problems.Add("--custom", "must be a JSON object, like {\"order\":17}");
        return null;
    }

    private static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
