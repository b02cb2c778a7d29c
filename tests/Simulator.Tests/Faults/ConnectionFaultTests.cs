using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Faults;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Faults;

/// <summary>Faults that strike connections: limits, silence, closed doors, the clock, and faults that end by themselves.</summary>
public sealed class ConnectionFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_LoweredInMidFlight_HoldFromTheAcknowledgementOn()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.ReadUntilAsync(f => f.Type == RawFrame.SettingsType && f.Flags == 0);
        await connection.SendAsync(RawFrame.SettingsAck);

        simulator.Faults.Set(new() { Streams = 1 });
        RawFrame lowered = await connection.ReadUntilAsync(f => f.Type == RawFrame.SettingsType && f.Flags == 0);
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Push(3), RawFrame.SettingsAck, RawFrame.Push(5));
        RawFrame refused = await connection.ReadUntilAsync(f => f.Type == RawFrame.ResetType);
        simulator.Faults.Clear();
        RawFrame raised = await connection.ReadUntilAsync(f => f.Type == RawFrame.SettingsType && f.Flags == 0);

        Assert.Equal(RawFrame.Setting(3, 1)[9..], lowered.Payload);
        Assert.Equal((5, 7u), (refused.StreamId, refused.Code));
        Assert.Equal(RawFrame.Setting(3, 1000)[9..], raised.Payload);
    }

    [Fact]
    public async Task StopReading_HoldsRequestsBack_UntilItEnds()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendAsync(RawFrame.Ping(1));
        await connection.ReadUntilAsync(RawFrame.PingType);

        simulator.Faults.Set(new() { StopReading = true });
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        Assert.Equal(0, simulator.Stats.Answers.Accepted);
        simulator.Faults.Clear();
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task StopReading_OfAConnectionThatIsDropped_LetsItGo()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        simulator.Faults.Set(new() { StopReading = true });
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));

        simulator.DropConnections();
        await simulator.WaitForStatsAsync(s => s.OpenConnections == 0, Cancellation);
    }

    [Fact]
    public async Task NewConnections_Refused_ThenWelcomeOnTheSamePort()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection before = await RawConnection.OpenAsync(simulator);

        for (int i = 0; i < 20; i++)
        {
            simulator.Faults.Set(new() { NewConnections = NewConnections.Refused });
            SocketException refused = await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(simulator));
            Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
            simulator.Faults.Clear();
            await using RawConnection after = await RawConnection.OpenAsync(simulator);
        }

        await before.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        Assert.Equal(200, (await before.ReadUntilAsync(RawFrame.HeadersType, 1)).Status);
    }

    [Fact]
    public async Task NewConnections_Closed_EndBeforeTls()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        simulator.Faults.Set(new() { NewConnections = NewConnections.Closed });

        await Assert.ThrowsAnyAsync<IOException>(() => RawConnection.OpenAsync(simulator));
        SimulatorStats stats = await simulator.WaitForStatsAsync(s => s.Faults.Unserved == 1, Cancellation);

        Assert.Equal(1, stats.Connections);
    }

    [Fact]
    public async Task NewConnections_Silent_AreClosedWhenTheFaultEnds()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        simulator.Faults.Set(new() { NewConnections = NewConnections.Silent });

        Task<RawConnection> opening = RawConnection.OpenAsync(simulator);
        await simulator.WaitForStatsAsync(s => s.Faults.Unserved == 1, Cancellation);
        Assert.False(opening.IsCompleted);
        simulator.Faults.Clear();

        await Assert.ThrowsAnyAsync<IOException>(() => opening);
    }

    [Fact]
    public async Task ClockOffset_JudgesProviderTokens()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync();
        using PushClient client = new(simulator);

        simulator.Faults.Set(new() { ClockOffset = TimeSpan.FromMinutes(70) });
        PushAnswer late = await client.SendAsync(PushClient.Header("authorization", token.Authorization));
        simulator.Faults.Set(new() { ClockOffset = TimeSpan.FromMinutes(-10) });
        PushAnswer early = await client.SendAsync(PushClient.Header("authorization", token.Authorization));

        Assert.Equal(("ExpiredProviderToken", "InvalidProviderToken"), (late.Reason, early.Reason));
    }

    [Fact]
    public async Task Play_TakesOneStepAfterTheOther_ThenEnds()
    {
        FakeTimeProvider time = new();
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { TimeProvider = time });
        TimeSpan second = TimeSpan.FromSeconds(1);

        simulator.Faults.Play(new SimulatorFaults { Streams = 1, For = second }, new SimulatorFaults { Streams = 2, For = second });
        List<int?> streams = [simulator.Faults.Current.Streams];
        time.Advance(second);
        streams.Add(simulator.Faults.Current.Streams);
        time.Advance(second);
        streams.Add(simulator.Faults.Current.Streams);

        Assert.Equal([1, 2, null], streams);
    }

    [Fact]
    public async Task Reset_EndsFaults_AndCountsAnew()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);
        simulator.Faults.Set(new() { Rejections = [new() { Reason = "InternalServerError" }] });
        await client.SendAsync();

        simulator.Reset();

        Assert.Equal(new SimulatorFaults(), simulator.Faults.Current);
        Assert.Equal(new FaultCounts(), simulator.Faults.Counts);
    }
}
