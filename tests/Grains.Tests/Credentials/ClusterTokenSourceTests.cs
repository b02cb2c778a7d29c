using Microsoft.Extensions.DependencyInjection;
using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Simulator;

namespace Push.Grains.Credentials;

/// <summary>Renewal of the provider token as sends see it, while the token can't be stored and afterwards.</summary>
public sealed class ClusterTokenSourceTests
{
    private const string TokenState = "provider-token";

    [Fact]
    public async Task Token_DueButCannotBeRenewed_IsUsedUntilItIsAnHourOld()
    {
        var time = new ShiftedTime();
        await using var cluster = await StartWithTokenAsync(time);
        cluster.BeforeWrite = state => state == TokenState ? throw new IOException("full") : Task.CompletedTask;

        time.Shift = ProviderTokenRules.RenewalAge + TimeSpan.FromMinutes(5);
        Assert.Equal("Accepted", await SendAsync(cluster));
        Assert.Single(TokensOf(cluster));

        time.Shift = ProviderTokenRules.Lifetime;
        Assert.Equal("NotSent NoCredential", await SendAsync(cluster));

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await Until.HoldsAsync(async () => await SendAsync(cluster) == "Accepted");
        Assert.Equal(2, TokensOf(cluster).Count());
    }

    [Fact]
    public async Task Token_Due_IsRenewedBesideTheSends()
    {
        var time = new ShiftedTime();
        await using var cluster = await StartWithTokenAsync(time);
        time.Shift = ProviderTokenRules.RenewalAge;
        await Until.HoldsAsync(async () => await SendAsync(cluster) == "Accepted" && TokensOf(cluster).Count() == 2);
        Assert.All(cluster.Apns.Notifications, notification => Assert.Equal(200, notification.Status));
    }

    // The cluster and the simulator go by the time, and the first token is in use.
    private static async Task<PushCluster> StartWithTokenAsync(ShiftedTime time)
    {
        var cluster = await PushCluster.StartAsync(
            silos: 1,
            new SimulatorOptions { ControlPort = null, TimeProvider = time },
            host: silo => silo.Services.AddSingleton<TimeProvider>(time));
        Assert.Equal("Accepted", await SendAsync(cluster));
        return cluster;
    }

    private static IEnumerable<string> TokensOf(PushCluster cluster) => cluster.Apns.Notifications
        .SelectMany(notification => notification.Headers)
        .Where(header => header.Key == "authorization")
        .Select(header => header.Value)
        .Distinct();

    private static async Task<string> SendAsync(PushCluster cluster)
    {
        var token = DeviceToken.FromBytes(Tokens.Good(1).First());
        var receipt = await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token))
            .Send(new SingleSend(token, PushCluster.Content(), null), TestContext.Current.CancellationToken);
        return receipt.Answer.Outcome == AttemptOutcome.Accepted
            ? "Accepted"
            : $"{receipt.Answer.Outcome} {receipt.Answer.Reason ?? receipt.Answer.Cause.ToString()}";
    }

    // Set on at once; timers go on as they were.
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Shift.TotalSeconds * TimestampFrequency);
    }
}
