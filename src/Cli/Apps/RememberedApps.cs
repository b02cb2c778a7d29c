using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Push.Cli.Apps;

/// <summary>
/// Keeps the settings of a campaign's app in the data folder, so that the campaign can be resumed from anywhere with the
/// data folder alone. Keys stay in their files: what is kept are paths, made absolute.
/// </summary>
internal static class RememberedApps
{
    /// <summary>The file in the data folder; it has the form of push.json.</summary>
    public const string FileName = "push.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Adds an app to the memory of a data folder, or renews what is known of it.</summary>
    public static void Save(string dataFolder, IConfigurationSection app)
    {
        var path = Path.Combine(dataFolder, FileName);
        var root = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))?.AsObject() ?? [] : [];
        var apps = Child(Child(root, "Push"), "Apps");
        var settings = new JsonObject();
        foreach (var setting in app.GetChildren())
        {
            if (setting.Value is not { } value) continue;
            var isPath = AppPaths.IsPath(setting.Key);
            settings[setting.Key] = isPath ? Path.GetFullPath(value) : value;
        }

        apps[app.Key] = settings;
        Directory.CreateDirectory(dataFolder);
        var next = path + ".new";
        File.WriteAllText(next, root.ToJsonString(Indented));
        File.Move(next, path, overwrite: true);
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }
}
