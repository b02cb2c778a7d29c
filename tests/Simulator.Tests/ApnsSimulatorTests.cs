using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests;

public sealed class ApnsSimulatorTests
{
    [Fact]
    public async Task Sandbox_AddsAUniqueId()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { Environment = SimulatedEnvironment.Sandbox });
        using PushClient client = new(simulator);

        PushAnswer one = await client.SendAsync();
        PushAnswer two = await client.SendAsync();

        Assert.True(Guid.TryParseExact(one.UniqueId, "D", out _));
        Assert.NotEqual(one.UniqueId, two.UniqueId);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosed()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { Connections = 1 });
        await using RawConnection first = await RawConnection.OpenAsync(simulator);

        await Assert.ThrowsAnyAsync<Exception>(() => RawConnection.OpenAsync(simulator));
        await first.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        RawFrame answer = await first.ReadUntilAsync(RawFrame.HeadersType, 1);

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, simulator.Stats.OpenConnections);
    }

    [Fact]
    public async Task Reset_KeepsConnections_AndCountsAnew()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        await client.SendAsync();
        simulator.Reset();
        await client.SendAsync();

        Assert.Equal((1, 0), (simulator.Stats.Answers.Accepted, simulator.Stats.Answers.DuplicateDeliveries));
        Assert.Equal((1, 1), (simulator.Stats.Connections, simulator.Stats.OpenConnections));
    }

    [Fact]
    public async Task Simulators_OnePerTest_DontMeet()
    {
        await using ApnsSimulator one = await Start.OpenAsync();
        await using ApnsSimulator two = await Start.OpenAsync();
        using PushClient client = new(one);

        await client.SendAsync();

        Assert.Equal((1, 0), (one.Stats.Answers.Accepted, two.Stats.Answers.Accepted));
        Assert.NotEqual(one.Certificate.Thumbprint, two.Certificate.Thumbprint);
    }
}
