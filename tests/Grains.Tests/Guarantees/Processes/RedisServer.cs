using Push.Testing;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A Redis server of its own. What it acknowledged is in its append-only file, so that it survives its process.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder;
    private ChildProcess? _process;

    private RedisServer(string folder) => _folder = folder;

    public string Port { get; } = FreePort.Take();

    public static async Task<RedisServer> StartAsync(string folder)
    {
        var server = new RedisServer(folder);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again, on the same port and with what it had written.</summary>
    public async Task StartAsync() => _process = await ChildProcess.StartAsync(
        "redis-server",
        ["--port", Port, "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always"],
        "Ready to accept connections");

    /// <summary>Stops the process where it stands.</summary>
    public void Freeze() => _process!.Signal("STOP");

    public void Thaw() => _process!.Signal("CONT");

    public async Task KillAsync()
    {
        _process!.Signal("KILL");
        await _process.EndAsync();
    }

    /// <summary>Sets an option while it runs.</summary>
    public Task ConfigureAsync(string option, string value) => AskAsync("config", "set", option, value);

    /// <summary>Whether it has refused a command with an error of this name.</summary>
    public async Task<bool> HasRefusedAsync(string error) =>
        (await AskAsync("info", "errorstats")).Contains($"errorstat_{error}:", StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task<string> AskAsync(params string[] command) =>
        ExternalTool.RunAsync("redis-cli", ["-p", Port, .. command], cancellationToken: TestContext.Current.CancellationToken);
}
