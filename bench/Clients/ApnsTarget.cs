using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Apns.Connections;
using Push.Bench.Sinks;
using Push.Grains.Connections;

namespace Push.Bench.Clients;

/// <summary>What both clients over <see cref="ApnsConnection"/> share: connections, content, tokens.</summary>
sealed class ApnsTarget(ClientSettings settings) : IAsyncDisposable
{
    private readonly List<ApnsConnection> _connections = [];

    public IReadOnlyList<ApnsConnection> Connections => _connections;

    public NotificationContent Content { get; } = Payload(settings) with
    {
        Topic = Workload.Topic,
        PushType = new PushType(Workload.PushType),
        Priority = Workload.Priority,
    };

    /// <summary>What every recipient brings along for a template.</summary>
    public ReadOnlyMemory<byte> Values { get; } = settings.Kind == ClientKind.Template ? Workload.Attributes() : default;

    public DeviceToken[] Tokens { get; } =
        [.. Workload.Tokens(settings.Tokens).Select(token => DeviceToken.FromBytes(token))];

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(settings.RootCertificateFile);
        var options = new ApnsConnectionOptions
        {
            Endpoint = new ApnsEndpoint(Sink.Host, settings.Port),
            Credential = new TokenCredential(new FixedProviderToken(settings.ProviderToken)),
            AdditionalRoots = roots,
            Deadline = Workload.Deadline,
            IndexAuthorization = settings.IndexAuthorization,
            TemplateValues = AttributeValues.Instance,
        };
        for (var number = 0; number < settings.Connections; number++)
        {
            var connection = await ApnsConnection.ConnectAsync(options, cancellationToken);
            _connections.Add(connection);
            var first = await connection.SendAsync(new Notification(Tokens[0], Content) { Values = Values }, cancellationToken);
            if (first.Outcome != AttemptOutcome.Accepted)
                throw new BenchException($"The sink did not accept our first notification: {first}.");
        }
    }

    /// <summary>Whether an answer says 200, and to the request that was sent.</summary>
    public bool IsGood(in AttemptResult result, Guid sent) =>
        result.Outcome == AttemptOutcome.Accepted && (!settings.EchoesId || result.Id == sent);

    private static NotificationContent Payload(ClientSettings settings) => settings.Kind == ClientKind.Template
        ? new NotificationContent(Workload.Template(settings.PayloadBytes))
        : new NotificationContent { Payload = Workload.Payload(settings.PayloadBytes) };

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }
}
