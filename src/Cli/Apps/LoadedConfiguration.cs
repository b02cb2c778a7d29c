using Microsoft.Extensions.Configuration;
using Push.Cli.CommandLine;

namespace Push.Cli.Apps;

/// <summary>The configuration of one command.</summary>
/// <param name="Values">All values.</param>
/// <param name="DataFolder">The data folder, absolute.</param>
internal sealed record LoadedConfiguration(IConfigurationRoot Values, string DataFolder)
{
    /// <summary>The key below which the apps stand.</summary>
    public const string AppsKey = "Push:Apps";

    /// <summary>The configured proxy, if any.</summary>
    public string? Proxy => Values["Push:Proxy"];

    /// <summary>The names of the configured apps.</summary>
    public IEnumerable<string> AppNames => Values.GetSection(AppsKey).GetChildren().Select(app => app.Key);

    /// <summary>The section of one app.</summary>
    /// <exception cref="CommandException">There is no such app.</exception>
    public IConfigurationSection App(string name)
    {
        var section = Values.GetSection(AppsKey).GetSection(name);
        // One without settings is no section to the configuration, but the user wrote it.
        if (AppNames.Contains(name, StringComparer.OrdinalIgnoreCase)) return section;
        var known = string.Join(", ", AppNames);
        throw CommandException.BadInput("--app", known.Length > 0
            ? $"no app \"{name}\" is configured; there are: {known}"
            : $"no app \"{name}\" is configured, and no other; looked for {AppsKey} in {string.Join(", ", CliConfiguration.FileNames)} "
                + $"of this folder, in {DataFolder}, in --config and in environment variables (Push__Apps__{name}__Topic)");
    }
}
