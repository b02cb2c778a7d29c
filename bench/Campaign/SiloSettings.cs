using System.Text.Json;

namespace Push.Bench.Campaign;

/// <summary>What a silo process is told in its first line of standard input.</summary>
/// <param name="Data">The data folder; it outlives the process.</param>
/// <param name="KeyFile">The key of provider tokens.</param>
/// <param name="Port">Where the simulator listens.</param>
/// <param name="RootCertificateFile">PEM file of its root; null: none is needed.</param>
/// <param name="Devices">How many devices the audience has.</param>
/// <param name="Connections">Connections of the app.</param>
/// <param name="Refusals">Whether 2 % of the devices are gone: the simulator answers 410 for them.</param>
sealed record SiloSettings(
    string Data, string KeyFile, int Port, string? RootCertificateFile, int Devices, int Connections, bool Refusals = false)
{
    public string ToLine() => JsonSerializer.Serialize(this);

    public static SiloSettings Parse(string? line) =>
        JsonSerializer.Deserialize<SiloSettings>(line ?? "")
        ?? throw new BenchException("A silo process got no settings.");
}
