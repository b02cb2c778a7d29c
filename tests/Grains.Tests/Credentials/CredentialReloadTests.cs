using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Simulator;
using Push.Testing;

namespace Push.Grains.Credentials;

/// <summary>Files of a running silo are replaced as people and tools replace them, and seen through real connections.</summary>
public sealed class CredentialReloadTests : IDisposable
{
    private const string OtherTopic = "com.example.other";
    private const string Password = "secret";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Certificate_RenamedOver_IsUsedByANewConnectionAndTheOldOneDrained()
    {
        await using var cluster = await WithCertificateAsync();
        Assert.Equal("Accepted", await SendAsync(cluster, PushCluster.Topic));
        Assert.Equal("Rejected 400 TopicDisallowed", await SendAsync(cluster, OtherTopic));

        File.Move(_folder.Write("next.p12", P12(PushCluster.Topic, OtherTopic)), _folder["app.p12"], overwrite: true);
        await AcceptedAsync(cluster, OtherTopic);
        Assert.Equal(2, cluster.Apns.Stats.Connections);
        await Until.HoldsAsync(() => cluster.Apns.Stats.OpenConnections == 1);
    }

    [Fact]
    public async Task Certificate_WrittenInPlace_CountsWhenItIsWhole()
    {
        await using var cluster = await WithCertificateAsync();
        Assert.Equal("Accepted", await SendAsync(cluster, PushCluster.Topic));
        var next = P12(PushCluster.Topic, OtherTopic);

        File.WriteAllBytes(_folder["app.p12"], next[..(next.Length / 2)]);
        await Until.HoldsAsync(() => cluster.Log.Lines.Any(line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("stays in use", StringComparison.Ordinal)));
        Assert.Equal("Accepted", await SendAsync(cluster, PushCluster.Topic));
        Assert.Equal("Rejected 400 TopicDisallowed", await SendAsync(cluster, OtherTopic));

        File.WriteAllBytes(_folder["app.p12"], next);
        await AcceptedAsync(cluster, OtherTopic);
    }

    [Fact]
    public async Task Certificate_WithAnotherPassword_IsReadWhenBothFilesFit()
    {
        await using var cluster = await WithCertificateAsync();
        Assert.Equal("Accepted", await SendAsync(cluster, PushCluster.Topic));
        _folder.Write("app.p12", P12([PushCluster.Topic, OtherTopic], "other"));
        await Until.HoldsAsync(() => cluster.Log.Lines.Any(line => line.Contains("the password doesn't open the file", StringComparison.Ordinal)));
        _folder.Write("password", "other\n");
        await AcceptedAsync(cluster, OtherTopic);
        Assert.DoesNotContain(cluster.Log.Lines, line => line.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_ReplacedUnderTheSameName_SignsAtOnce()
    {
        var right = TestKeys.NewP8();
        await using var cluster = await PushCluster.StartAsync(
            silos: 2,
            new SimulatorOptions { ControlPort = null, ProviderKey = TestKeys.PublicPem(right) },
            options => Watch(options, _ => { }),
            _folder);
        Assert.Equal("Rejected 403 InvalidProviderToken", await SendAsync(cluster, PushCluster.Topic));

        File.Move(_folder.Write("next.p8", right), _folder[$"AuthKey_{TestKeys.KeyId}.p8"], overwrite: true);
        await AcceptedAsync(cluster, PushCluster.Topic);
        Assert.DoesNotContain(cluster.Log.Lines, line => line.Contains(right.Split('\n')[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_EndsSoon_IsSaidAtStart()
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(10);
        await using var cluster = await WithCertificateAsync(new Validity(Validity.Current.From, end));
        Assert.Contains(cluster.Log.Lines, line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("expires in 9 days", StringComparison.Ordinal));
    }

    private Task<PushCluster> WithCertificateAsync(Validity? validity = null)
    {
        _folder.Write("app.p12", P12([PushCluster.Topic], Password, validity));
        _folder.Write("password", Password + "\n");
        return PushCluster.StartAsync(
            silos: 1,
            new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate },
            options => Watch(options, app =>
            {
                (app.KeyFile, app.TeamId) = (null, null);
                (app.CertificateFile, app.CertificatePasswordFile) = (_folder["app.p12"], _folder["password"]);
            }),
            _folder);
    }

    private static void Watch(PushOptions options, Action<AppOptions> configure)
    {
        options.CredentialInterval = TimeSpan.FromMilliseconds(20);
        options.Apps[PushCluster.App].Connections = 1;
        configure(options.Apps[PushCluster.App]);
    }

    private byte[] P12(params string[] topics) => P12(topics, Password);

    private byte[] P12(string[] topics, string password, Validity? validity = null) => _authority.ClientP12(
        new TestClientCertificate { Uid = topics[0], Topics = topics, Validity = validity ?? Validity.Current }, password);

    private static async Task<string> SendAsync(PushCluster cluster, string topic)
    {
        var token = DeviceToken.FromBytes(Tokens.Good(1).First());
        var receipt = await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token))
            .Send(new SingleSend(token, PushCluster.Content() with { Topic = topic }, null), Stop);
        return $"{receipt.Answer.Outcome} {(receipt.Answer.Status == 200 ? "" : receipt.Answer.Status)} {receipt.Answer.Reason}".Trim();
    }

    private static async Task AcceptedAsync(PushCluster cluster, string topic)
    {
        while (await SendAsync(cluster, topic) != "Accepted") await Task.Delay(10, Stop);
    }
}
