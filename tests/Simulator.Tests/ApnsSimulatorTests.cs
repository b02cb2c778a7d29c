using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests;

public sealed class ApnsSimulatorTests
{
    [Fact]
    public async Task Push_RightInEveryRespect_IsAccepted()
    {
        await using ApnsSimulator simulator = await ApnsSimulator.StartAsync(
            new SimulatorOptions { Authentication = SimulatorAuthentication.None }, TestContext.Current.CancellationToken);
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync();

        Assert.Equal(200, answer.Status);
        Assert.True(Guid.TryParseExact(answer.Id, "D", out _));
        Assert.Null(answer.UniqueId);
        Assert.Equal(1, simulator.Stats.Answers.Accepted);
    }
}
