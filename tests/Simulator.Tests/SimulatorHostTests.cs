using System.Text.Json;
using System.Threading.Channels;

namespace Push.Simulator.Tests;

public sealed class SimulatorHostTests
{
    private static readonly SimulatorOptions Options = new() { Authentication = SimulatorAuthentication.None };

    [Fact]
    public async Task Run_WritesOneLine_AndEndsWhenCancelled()
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        LineWriter output = new();

        Task running = SimulatorHost.RunAsync(Options, null, json: true, output, end.Token);
        using JsonDocument line = JsonDocument.Parse(await output.Lines.ReadAsync(end.Token));
        string certificate = line.RootElement.GetProperty("certificate").GetString()!;
        string pem = await File.ReadAllTextAsync(certificate, end.Token);
        using HttpClient control = new();
        string health = await control.GetStringAsync($"http://127.0.0.1:{line.RootElement.GetProperty("controlPort")}/health", end.Token);
        await end.CancelAsync();
        await running;

        Assert.StartsWith($"https://127.0.0.1:{line.RootElement.GetProperty("port")}", line.RootElement.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", pem, StringComparison.Ordinal);
        Assert.Contains("ok", health, StringComparison.Ordinal);
        Assert.False(File.Exists(certificate));
        Assert.False(output.Lines.TryRead(out _));
    }

    [Fact]
    public async Task Run_WithACertificateFile_LeavesItThere()
    {
        using Push.Testing.TempFolder folder = new();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        LineWriter output = new();

        Task running = SimulatorHost.RunAsync(Options with { ControlPort = null }, folder["root.pem"], json: false, output, end.Token);
        string line = await output.Lines.ReadAsync(end.Token);
        await end.CancelAsync();
        await running;

        Assert.Contains("control-port=none", line, StringComparison.Ordinal);
        Assert.Contains($"certificate={folder["root.pem"]}", line, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["root.pem"]));
    }

    /// <summary>Hands on lines as they are written.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => _lines.Reader;

        public override Task WriteLineAsync(string? value)
        {
            _lines.Writer.TryWrite(value!);
            return Task.CompletedTask;
        }
    }
}
