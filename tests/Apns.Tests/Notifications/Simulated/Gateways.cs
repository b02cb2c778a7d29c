using Push.Apns.Connections;
using Push.Simulator;
using Push.Simulator.Notifications;
using Push.Testing;

namespace Push.Apns.Tests.Notifications;

/// <summary>A simulated APNs for provider tokens and one for certificates, each with a connection to it.</summary>
public sealed class Gateways : IAsyncLifetime
{
    public const string App = "com.example.app";
    public const string MdmTopic = "com.apple.mgmt.External.7c3c";
    public const string PassTopic = "pass.com.example.ticket";

    private readonly TestAuthority _authority = new();
    private readonly Dictionary<CredentialKind, (ApnsSimulator Apns, ApnsConnection Connection)> _all = [];

    public async ValueTask InitializeAsync()
    {
        var signer = ProviderTokenSigner.FromPem(TestKeys.NewP8(), TestKeys.TeamId, TestKeys.KeyId);
        var certificate = _authority.Client(new TestClientCertificate
        {
            Topics = [App, MdmTopic, PassTopic, .. PushTypeRule.Names.Select(name => new PushType(name).TopicOf(App)).Distinct()],
        });
        await ConnectAsync(SimulatorAuthentication.Token, new TokenCredential(new LocalProviderTokenSource(signer, TimeProvider.System)));
        await ConnectAsync(SimulatorAuthentication.Certificate, new CertificateCredential(certificate, []));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (apns, connection) in _all.Values)
        {
            await connection.DisposeAsync();
            await apns.DisposeAsync();
        }

        _authority.Dispose();
    }

    /// <summary>Sends, and gives the answer with what the simulator received.</summary>
    internal async Task<(AttemptResult Answer, ReceivedNotification Received)> SendAsync(NotificationContent content, CredentialKind credential)
    {
        var (apns, connection) = _all[credential];
        var id = Guid.NewGuid();
        var token = DeviceToken.FromBytes(SimulatedTokens.Good(seed: 1, index: 1));
        var answer = await connection.SendAsync(new Notification(token, content) { Id = id }, TestContext.Current.CancellationToken);
        return (answer, apns.Notifications.Single(received => received.Id == id));
    }

    private async Task ConnectAsync(SimulatorAuthentication authentication, ApnsCredential credential)
    {
        var stop = TestContext.Current.CancellationToken;
        var apns = await ApnsSimulator.StartAsync(new SimulatorOptions { ControlPort = null, Authentication = authentication }, stop);
        var connection = await ApnsConnection.ConnectAsync(
            new ApnsConnectionOptions
            {
                Endpoint = new ApnsEndpoint("localhost", apns.Port),
                Credential = credential,
                AdditionalRoots = [apns.Certificate],
            },
            stop);
        _all[credential.Kind] = (apns, connection);
    }
}
