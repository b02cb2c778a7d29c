using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Simulation;

public sealed partial class SimulatorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulator_Started_PrintsOneLineAndEndsOnSigterm()
    {
        await using var simulator = PushProcess.Start(_folder.Path, ["simulator", "--certificate-out", "root.pem"]);
        var line = await simulator.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        var ready = Ready().Match(line!);
        Assert.True(ready.Success, line);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(_folder["root.pem"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var http = new HttpClient();
        var control = int.Parse(ready.Groups["control"].Value, CultureInfo.InvariantCulture);
        var stats = await http.GetFromJsonAsync<JsonElement>(
            $"http://127.0.0.1:{control}/stats", TestContext.Current.CancellationToken);
        Assert.Equal(0, stats.GetProperty("accepted").GetInt64());
        simulator.Signal("TERM");
        var end = await simulator.EndAsync();
        Assert.Equal(ExitCode.Finished, end.ExitCode);
        Assert.Equal("", end.Output);
        Assert.Equal("", end.Error);
    }

    [Fact]
    public async Task Simulator_Interrupted_EndsWith130()
    {
        await using var simulator = PushProcess.Start(_folder.Path, ["simulator", "--json"]);
        var line = await simulator.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(JsonDocument.Parse(line!).RootElement.GetProperty("port").GetInt32() > 0);
        simulator.Signal("INT");
        Assert.Equal(ExitCode.Interrupted, (await simulator.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Simulator_PortInUse_SaysSo()
    {
        await using var first = PushProcess.Start(_folder.Path, ["simulator", "--json"]);
        var line = await first.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        var port = JsonDocument.Parse(line!).RootElement.GetProperty("port").GetInt32();
        var second = await PushProcess.RunAsync(_folder.Path, ["simulator", "--port", $"{port}"]);
        Assert.Equal(ExitCode.BadInput, second.ExitCode);
        Assert.Contains($"--port: can't listen on 127.0.0.1 port {port}", second.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^listening port=(?<port>\d+) control=(?<control>\d+) certificate=root\.pem$")]
    private static partial Regex Ready();
}
