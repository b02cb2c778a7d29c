using Microsoft.Extensions.Time.Testing;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Simulator;

namespace Push.Grains.Credentials;

/// <summary>A wrong clock is told from a wrong key, in words.</summary>
public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(2, "ExpiredProviderToken", "at least 60 min behind")]
    [InlineData(-2, "InvalidProviderToken", "clock is ahead")]
    public async Task Send_ClockDiffersFromApples_SaysSo(int hours, string reason, string words)
    {
        var apples = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(hours));
        await using var cluster = await PushCluster.StartAsync(silos: 1, new SimulatorOptions { ControlPort = null, TimeProvider = apples });
        var token = DeviceToken.FromBytes(Tokens.Good(1).First());
        var receipt = await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token))
            .Send(new SingleSend(token, PushCluster.Content(), null), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptOutcome.Rejected, reason), (receipt.Answer.Outcome, receipt.Answer.Reason));
        Assert.Equal(ProblemKind.Credential, receipt.Problem?.Kind);
        Assert.Contains(words, receipt.Problem?.Message, StringComparison.Ordinal);
        // The token is fresh: another one would only be refused as well, and counted.
        Assert.Single(cluster.Log.Lines, line => line.Contains("Provider token signed", StringComparison.Ordinal));
    }
}
