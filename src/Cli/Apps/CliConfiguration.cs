using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Push.Cli.CommandLine;

namespace Push.Cli.Apps;

/// <summary>
/// Where the commands find their apps: the data folder's memory, appsettings.json and push.json of the current folder, the
/// file of <c>--config</c>, and environment variables (<c>Push__Apps__shop__Topic</c>); later ones win.
/// </summary>
internal static partial class CliConfiguration
{
    private const string DataKey = "Push:Data";
    private const string DefaultData = "push-data";

    /// <summary>The names of the files looked for in the current folder.</summary>
    public static readonly string[] FileNames = ["appsettings.json", "push.json"];

    /// <summary>Reads all of it.</summary>
    /// <param name="configFile">The file of <c>--config</c>.</param>
    /// <param name="data">The folder of <c>--data</c>; null takes the configured one, else ./push-data.</param>
    /// <exception cref="CommandException">A file is missing or is no JSON.</exception>
    public static LoadedConfiguration Load(string? configFile, string? data)
    {
        var given = Read(configFile, remembered: null);
        var folder = Path.GetFullPath(data ?? given[DataKey] ?? DefaultData);
        var memory = Path.Combine(folder, RememberedApps.FileName);
        return new LoadedConfiguration(File.Exists(memory) ? Read(configFile, memory) : given, folder);
    }

    private static IConfigurationRoot Read(string? configFile, string? remembered)
    {
        var builder = new ConfigurationBuilder();
        if (remembered is not null) builder.AddJsonFile(remembered, optional: true);
        foreach (var name in FileNames) builder.AddJsonFile(Path.GetFullPath(name), optional: true);
        if (configFile is not null)
        {
            if (!File.Exists(configFile)) throw CommandException.BadInput("--config", $"no file {configFile}");
            builder.AddJsonFile(Path.GetFullPath(configFile), optional: false);
        }

        try
        {
            var configuration = builder.AddEnvironmentVariables().Build();
            foreach (var (key, path) in AppPaths.Absolute(configuration, DataKey)) configuration[key] = path;
            return configuration;
        }
        catch (InvalidDataException e)
        {
            throw BadJson(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("configuration", e.Message);
        }
    }

    // The reader of the files says at which line only deep inside.
    private static CommandException BadJson(InvalidDataException e)
    {
        var file = FilePath().Match(e.Message) is { Success: true } match ? match.Groups[1].Value : "configuration";
        return e.GetBaseException() is JsonException { LineNumber: { } line } json
            ? CommandException.BadInput(
                file, $"is no JSON at line {line + 1}, column {(json.BytePositionInLine ?? 0) + 1}: {json.Message.Split(" LineNumber:")[0]}")
            : CommandException.BadInput(file, e.GetBaseException().Message);
    }

    [GeneratedRegex("file '(.+)'")]
    private static partial Regex FilePath();
}
