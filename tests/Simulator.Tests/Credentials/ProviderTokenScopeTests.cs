using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Credentials;

/// <summary>Keys for one environment, and provider tokens counted over all connections.</summary>
public sealed class ProviderTokenScopeTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(SimulatedEnvironment.Production, SimulatedEnvironment.Sandbox, "BadEnvironmentKeyIdInToken")]
    [InlineData(SimulatedEnvironment.Sandbox, SimulatedEnvironment.Production, "BadEnvironmentKeyIdInToken")]
    [InlineData(SimulatedEnvironment.Sandbox, SimulatedEnvironment.Sandbox, null)]
    [InlineData(SimulatedEnvironment.Sandbox, SimulatedEnvironment.Any, null)]
    [InlineData(SimulatedEnvironment.Any, SimulatedEnvironment.Production, null)]
    public async Task Key_ForOneEnvironment_IsRefusedInTheOther(
        SimulatedEnvironment simulated, SimulatedEnvironment key, string? reason)
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with
        {
            Environment = simulated,
            ProviderKeyEnvironments = new Dictionary<string, SimulatedEnvironment> { [TestKeys.KeyId] = key },
        });
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync(PushClient.Header("authorization", token.Authorization));

        Assert.Equal((reason is null ? 200 : 403, reason), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "TooManyProviderTokenUpdates")]
    public async Task SecondTokenOfAKey_OnAnotherConnection_IsOneTooMany_WhenAllAreCounted(bool perKey, string? reason)
    {
        using TestToken first = new() { IssuedAt = _time.GetUtcNow() };
        using TestToken second = new() { IssuedAt = _time.GetUtcNow() };
        await using ApnsSimulator simulator = await Start.TokenAsync(
            o => o with { TokenUpdatesPerKey = perKey, TimeProvider = _time });

        string? one = await SendAsync(simulator, first);
        string? again = await SendAsync(simulator, first);
        string? other = await SendAsync(simulator, second);
        _time.Advance(TimeSpan.FromMinutes(20));
        string? later = await SendAsync(simulator, second);

        Assert.Equal((null, null, reason, null), (one, again, other, later));
    }

    /// <summary>Sends over a connection of its own.</summary>
    private static async Task<string?> SendAsync(ApnsSimulator simulator, TestToken token)
    {
        using PushClient client = new(simulator);
        return (await client.SendAsync(PushClient.Header("authorization", token.Authorization))).Reason;
    }
}
