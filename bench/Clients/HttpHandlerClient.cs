using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Push.Bench.Sinks;

namespace Push.Bench.Clients;

/// <summary>
/// <see cref="SocketsHttpHandler"/> in its best form: no <see cref="HttpClient"/> around it, no tracing headers, no
/// redirects or cookies, a payload that is not copied, a deadline that is armed anew instead of made anew, and URIs
/// that are not scanned for what they can't contain.
/// </summary>
sealed class HttpHandlerClient(ClientSettings settings) : IClient
{
    private readonly byte[] _payload = Workload.Payload(settings.PayloadBytes);
    private readonly string _authorization = "bearer " + settings.ProviderToken;
    private readonly string _priority = Workload.Priority.ToString(CultureInfo.InvariantCulture);
    private readonly FreshIds _ids = new();
    private readonly string[] _targets =
        [.. Workload.Tokens(settings.Tokens)
            .Select(token => $"https://{Sink.Host}:{settings.Port}{Workload.PathOf(token)}")];

    private HttpMessageInvoker? _invoker;
    private int _position;
    private int _remaining;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustOnlyTheRoot() },
        });
        if (await SendAsync(1, null, cancellationToken) != 1)
            throw new BenchException("The sink did not accept the first notification of SocketsHttpHandler.");
    }

    public async Task<int> SendAsync(int count, SendTimes? times, CancellationToken cancellationToken)
    {
        _remaining = count;
        var senders = Enumerable.Range(0, Math.Min(count, settings.AtOnce)).Select(_ => SendInTurnAsync(times));
        var accepted = await Task.WhenAll(senders).WaitAsync(cancellationToken);
        return accepted.Sum();
    }

    public ValueTask DisposeAsync()
    {
        _invoker?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> SendInTurnAsync(SendTimes? times)
    {
        var accepted = 0;
        var body = new byte[256];
        var deadline = new CancellationTokenSource();
        while (Interlocked.Decrement(ref _remaining) >= 0)
        {
            var started = Stopwatch.GetTimestamp();
            deadline.CancelAfter(Workload.Deadline);
            if (await SendOneAsync(body, deadline.Token))
                accepted++;
            if (!deadline.TryReset())
            {
                deadline.Dispose();
                deadline = new CancellationTokenSource();
            }

            times?.Add(started);
        }

        deadline.Dispose();
        return accepted;
    }

    private async Task<bool> SendOneAsync(byte[] body, CancellationToken deadline)
    {
        var target = _targets[(uint)Interlocked.Increment(ref _position) % (uint)_targets.Length];
        var id = _ids.NextShared().ToString();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(_payload),
        };
        request.Headers.TryAddWithoutValidation("authorization", _authorization);
        request.Headers.TryAddWithoutValidation("apns-topic", Workload.Topic);
        request.Headers.TryAddWithoutValidation("apns-push-type", Workload.PushType);
        request.Headers.TryAddWithoutValidation("apns-priority", _priority);
        request.Headers.TryAddWithoutValidation("apns-id", id);

        using var response = await _invoker!.SendAsync(request, deadline);
        var answer = await response.Content.ReadAsStreamAsync(deadline);
        while (await answer.ReadAsync(body, deadline) > 0)
        {
            // An answer is read to its end, or its stream would be reset.
        }

        return response.StatusCode == HttpStatusCode.OK
            && (!settings.EchoesId
                || (response.Headers.NonValidated.TryGetValues("apns-id", out var echoed) && echoed.ToString() == id));
    }

    private X509ChainPolicy TrustOnlyTheRoot()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(settings.RootCertificateFile);
        return policy;
    }
}
