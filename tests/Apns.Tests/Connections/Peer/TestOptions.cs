using System.Security.Cryptography;
using Push.Apns.Connections;
using Push.Testing;

namespace Push.Apns.Tests.Connections;

/// <summary>Options, credentials and notifications for the tests of connections.</summary>
internal static class TestOptions
{
    public static readonly NotificationContent Content = new()
    {
        Payload = """{"aps":{"alert":"Hello"}}"""u8.ToArray(),
        Topic = "com.example.app",
        PushType = PushType.Alert,
        Priority = 10,
    };

    private static readonly Lazy<CertificateCredential> Certificate = new(() =>
    {
        var authority = new TestAuthority();
        return new CertificateCredential(authority.Client(new TestClientCertificate()), []);
    });

    /// <summary>A certificate connection: all streams at once.</summary>
    public static ApnsConnectionOptions WithoutTokens => new()
    {
        Endpoint = new ApnsEndpoint("apns.test", 2197),
        Credential = Certificate.Value,
    };

    /// <summary>A connection whose requests carry a provider token.</summary>
    public static ApnsConnectionOptions WithTokens(ApnsConnectionOptions options) =>
        options with { Credential = new TokenCredential(new FixedTokenSource()) };

    public static Notification To(byte device, NotificationContent? content = null) =>
        new(Token(device), content ?? Content) { Id = new Guid(device, 0, 0, new byte[8]) };

    public static DeviceToken Token(byte device) => DeviceToken.FromBytes(Enumerable.Repeat(device, 32).ToArray());

    public static Recipient[] Recipients(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Recipient(DeviceToken.FromBytes(RandomNumberGenerator.GetBytes(32)), Guid.NewGuid()))];
}

/// <summary>A source whose token never changes unless a test says so.</summary>
internal sealed class FixedTokenSource : IProviderTokenSource
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProviderToken Token { get; set; } = Make("first");

    public int Renewals { get; private set; }

    /// <summary>False: the rule of 20 minutes stands against it.</summary>
    public bool MayRenew { get; set; } = true;

    /// <summary>What renewals throw; null for none.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether renewals never come back, whoever ends the waiting.</summary>
    public bool Stalls { get; set; }

    /// <summary>Completes when a renewal is asked for.</summary>
    public Task Asked => _asked.Task;

    public static ProviderToken Make(string value) => new(value, "ABCDEFGHIJ", "TEAM123456", DateTimeOffset.UnixEpoch);

    public ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken) => new(Token);

    public ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken)
    {
        Renewals++;
        _asked.TrySetResult();
        if (Stalls) return new(new TaskCompletionSource<ProviderToken>().Task);
        if (Fault is not null) return ValueTask.FromException<ProviderToken>(Fault);
        if (!MayRenew) return new(refused);
        return new(Token = Make("renewed" + Renewals));
    }
}
