using Orleans.Runtime.Messaging;
using Push.Grains.Clusters;
using Push.Testing;

namespace Push.Grains.Credentials;

public sealed class ProviderTokenTests
{
    private static readonly string Key = new ProviderTokenKey(TestKeys.TeamId, TestKeys.KeyId).ToString();

    [Fact]
    public async Task Get_OverARestart_IsTheSameToken()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        var before = await cluster.Grains.GetGrain<IProviderTokenGrain>(Key).Get();
        await cluster.RestartAsync();
        var after = await cluster.Grains.GetGrain<IProviderTokenGrain>(Key).Get();
        Assert.Equal(before.IssuedAt, after.IssuedAt);
        Assert.Equal(before.Sealed, after.Sealed);
    }

    [Fact]
    public async Task Renew_WithinTwentyMinutes_KeepsTheToken()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var grain = cluster.Grains.GetGrain<IProviderTokenGrain>(Key);
        var token = await grain.Get();
        Assert.Equal(token.Sealed, (await grain.Renew(token.IssuedAt)).Sealed);
    }

    [Fact]
    public async Task Get_ByAllAtOnce_SignsOnce()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 3);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            cluster.Grains.GetGrain<IProviderTokenGrain>(Key).Get()));
        Assert.Single(tokens.Select(token => Convert.ToBase64String(token.Sealed.Span)).Distinct());
        Assert.Single(cluster.Log.Lines, line => line.Contains("Provider token signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_SilosAreKilled_IsTheSameToken()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 3);
        var before = await cluster.Grains.GetGrain<IProviderTokenGrain>(Key).Get();
        for (var lost = 0; lost < 2; lost++)
        {
            await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[^1], TestContext.Current.CancellationToken);
            Assert.Equal(before.Sealed, (await GetAfterKillAsync(cluster)).Sealed);
        }
        Assert.Single(cluster.Log.Lines, line => line.Contains("Provider token signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_UnknownKey_IsRefused()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Assert.ThrowsAsync<Notifications.PushRequestException>(() =>
            cluster.Grains.GetGrain<IProviderTokenGrain>("TEAM123456/OTHERKEY00").Get());
    }

    // A call that went by way of the killed silo fails at the client, as long as that takes it for a gateway.
    private static async Task<SealedProviderToken> GetAfterKillAsync(PushCluster cluster)
    {
        SealedProviderToken? token = null;
        await Until.HoldsAsync(async () =>
        {
            try
            {
                token = await cluster.Grains.GetGrain<IProviderTokenGrain>(Key).Get();
                return true;
            }
            catch (Exception e) when (e is ConnectionFailedException or SiloUnavailableException)
            {
                return false;
            }
        });
        return token!;
    }
}
