using System.Reflection;
using System.Text.Json;

namespace Push.Testing;

/// <summary>Runs the scripts of <c>tests/Testing/Node</c>: clients and readers from npm, and Node's own.</summary>
public static class NodeClient
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private static string Folder { get; } = typeof(NodeClient).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NodeFolder").Value!;

    /// <summary>Runs a script and returns what it printed: per token, <c>accepted</c> or status and reason; per file of an archive, its hash; of a token, what it says.</summary>
    public static async Task<Dictionary<string, string>> RunAsync(
        string script, IReadOnlyDictionary<string, string> environment, string? import, CancellationToken cancellationToken)
    {
        await Installed.Value.WaitAsync(cancellationToken);
        string[] arguments = import is null ? [script] : ["--import", import, script];
        var output = await ExternalTool.RunAsync(
            "node", arguments, environment, Folder, cancellationToken: cancellationToken);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(output)!;
    }

    private static async Task InstallAsync()
    {
        string[] needed = ["apns2", "jose", "yauzl"];
        if (!needed.All(package => Directory.Exists(Path.Combine(Folder, "node_modules", package))))
            await ExternalTool.RunAsync("npm", ["ci", "--loglevel=error"], folder: Folder);
    }
}
