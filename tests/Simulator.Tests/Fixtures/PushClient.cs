using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Push.Simulator.Tests.Fixtures;

/// <summary>Sends pushes with .NET's own HTTP/2 client, which trusts the simulator's root and nothing else.</summary>
public sealed class PushClient : IDisposable
{
    public const string Token = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

    private readonly HttpClient _http;

    public PushClient(ApnsSimulator simulator, X509Certificate2? clientCertificate = null)
    {
        SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = Trust(simulator),
                ClientCertificates = clientCertificate is null ? null : [clientCertificate],
            },
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{simulator.Port}") };
    }

    /// <summary>Trusts the simulator's root and no other.</summary>
    public static X509ChainPolicy Trust(ApnsSimulator simulator) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { simulator.Certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>A push that every check accepts, but for what <paramref name="change"/> changes.</summary>
    public async Task<PushAnswer> SendAsync(Action<HttpRequestMessage>? change = null, string path = $"/3/device/{Token}")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent("""{"aps":{"alert":"Hello"}}"""u8.ToArray()),
        };
        request.Headers.TryAddWithoutValidation("apns-topic", "com.example.app");
        change?.Invoke(request);
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using JsonDocument? json = body.Length == 0 ? null : JsonDocument.Parse(body);
        return new PushAnswer(
            (int)response.StatusCode,
            json?.RootElement.GetProperty("reason").GetString(),
            json?.RootElement.TryGetProperty("timestamp", out JsonElement time) == true ? time.GetInt64() : null,
            response.Headers.TryGetValues("apns-id", out IEnumerable<string>? id) ? id.Single() : null,
            response.Headers.TryGetValues("apns-unique-id", out IEnumerable<string>? unique) ? unique.Single() : null,
            response.Headers.RetryAfter?.Delta);
    }

    public static Action<HttpRequestMessage> Header(string name, string value) => request =>
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    };

    public static Action<HttpRequestMessage> Without(string name) => request => request.Headers.Remove(name);

    public static Action<HttpRequestMessage> Body(int size) => request =>
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('a', size)));

    public void Dispose() => _http.Dispose();
}
