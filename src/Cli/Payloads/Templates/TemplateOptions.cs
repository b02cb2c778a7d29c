using System.CommandLine;
using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.Payloads.Templates;

/// <summary>The options that make a payload a template: placeholders filled for each device, and variants by language.</summary>
internal sealed class TemplateOptions
{
    private readonly Option<bool> _template = new("--template")
    {
        Description = "Fill {{name}} and {{name|default}} in the payload from each device's attributes.",
    };

    private readonly Option<string[]> _variants = new("--variant")
    {
        Description = "The payload for a language, again a template: de=sale.de.json; can be repeated.",
        HelpName = "LANGUAGE=FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_template);
        command.Add(_variants);
    }

    /// <param name="context">The command.</param>
    /// <param name="payload">The default.</param>
    /// <param name="problems">Where mistakes go.</param>
    /// <param name="field">What named the default.</param>
    /// <returns>The template; null when none is asked for, or <paramref name="problems"/> says why there is none.</returns>
    public async Task<PayloadTemplate?> ReadAsync(
        CommandContext context, ReadOnlyMemory<byte> payload, Problems problems, string field = "--payload")
    {
        var named = context.Get(_variants) ?? [];
        if (!context.Get(_template) && named.Length == 0) return null;
        var variants = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var variant in named)
        {
            var (language, file) = variant.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (variant[..at], variant[(at + 1)..])
                : ("", "");
            if (file.Length == 0) problems.Add("--variant", $"must be LANGUAGE=FILE, like de=sale.de.json, not {variant}");
            else if (!variants.TryAdd(language, await PayloadFile.ReadAsync(file, context.Cancelled, "--variant")))
                problems.Add("--variant", $"{language} is given twice");
        }

        if (PayloadTemplate.TryParse(payload, variants, out var template, out var errors)) return template;
        foreach (var error in errors)
            problems.Add(error.Language is null ? field : "--variant", error.ToString());
        return null;
    }
}
