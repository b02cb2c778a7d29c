using System.Text.Json;
using Push.Bench.Sinks;

namespace Push.Bench.Clients;

/// <summary>What a client process is told in its first line of standard input.</summary>
/// <param name="Kind">Which API sends.</param>
/// <param name="Port">Where the sink listens.</param>
/// <param name="RootCertificateFile">PEM file of the root to trust.</param>
/// <param name="ProviderToken">Sent as <c>authorization: bearer</c>.</param>
/// <param name="Tokens">How many different device tokens.</param>
/// <param name="PayloadBytes">Size of the payload.</param>
/// <param name="AtOnce">Sends under way at the same time; 1 measures the time of one.</param>
/// <param name="Connections">Connections that share the work.</param>
/// <param name="IndexAuthorization">Whether <c>authorization</c> may enter the HPACK table.</param>
/// <param name="EchoesId">Whether the sink's answers carry the <c>apns-id</c> and are to be compared.</param>
sealed record ClientSettings(
    ClientKind Kind,
    int Port,
    string RootCertificateFile,
    string ProviderToken,
    int Tokens,
    int PayloadBytes,
    int AtOnce,
    int Connections,
    bool IndexAuthorization,
    bool EchoesId)
{
    /// <summary>One connection to a sink with the usual payload, as many sends at once as it has streams.</summary>
    public static ClientSettings For(ClientKind kind, Sink sink, string providerToken) => new(
        kind,
        sink.Port,
        sink.RootCertificateFile,
        providerToken,
        sink.Kind.Tokens,
        Workload.SmallPayload,
        AtOnce: Workload.Streams,
        Connections: 1,
        IndexAuthorization: false,
        EchoesId: sink.Kind.EchoesId);

    public string ToLine() => JsonSerializer.Serialize(this);

    public static ClientSettings Parse(string? line) =>
        JsonSerializer.Deserialize<ClientSettings>(line ?? "")
        ?? throw new BenchException("A client process got no settings.");
}
