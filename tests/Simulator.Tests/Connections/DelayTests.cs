using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

/// <summary>Latency and round-trip time on a clock that the test moves.</summary>
public sealed class DelayTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Rtt = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Latency_DelaysAnswers_AndNothingElse()
    {
        await using ApnsSimulator simulator = await StartAsync(Latency, TimeSpan.Zero);
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 2000), RawFrame.Ping(1));
        RawFrame window = await connection.ReadUntilAsync(RawFrame.WindowUpdateType);
        _time.Advance(Latency - Step);
        await SeeNothingAsync(connection, simulator);
        _time.Advance(Step);
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);

        Assert.Equal(2000, window.Number);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Rtt_DelaysAcknowledgementsAndWindows_AndAnswersByBoth()
    {
        await using ApnsSimulator simulator = await StartAsync(Latency, Rtt);
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 2000), RawFrame.Ping(1));
        await simulator.WaitForAsync(_ => true, TestContext.Current.CancellationToken);
        RawFrame ours = (await connection.ReadAsync())!;

        Task<RawFrame?> reading = connection.ReadAsync();
        _time.Advance(Rtt - Step);
        Assert.False(reading.IsCompleted);
        _time.Advance(Step);
        RawFrame?[] afterRtt = [await reading, await connection.ReadAsync(), await connection.ReadAsync()];
        reading = connection.ReadAsync();
        _time.Advance(Latency - Step);
        Assert.False(reading.IsCompleted);
        _time.Advance(Step);
        RawFrame? answer = await reading;

        Assert.Equal((RawFrame.SettingsType, 0), (ours.Type, ours.Flags));
        Assert.Equal([RawFrame.SettingsType, RawFrame.PingType, RawFrame.WindowUpdateType], afterRtt.Select(f => f!.Type));
        Assert.Equal(200, answer!.Status);
    }

    [Fact]
    public async Task Stream_ResetWhileItsAnswerWaits_GetsNone_AndFreesItsPlace()
    {
        await using ApnsSimulator simulator = await StartAsync(Latency, TimeSpan.Zero, streams: 1);
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Reset(1), RawFrame.Push(3), RawFrame.Data(3, 5));
        await simulator.WaitForAsync(_ => simulator.Stats.Answers.Accepted == 2, TestContext.Current.CancellationToken);
        _time.Advance(Latency);
        RawFrame answer = await connection.ReadUntilAsync(f => f.Type == RawFrame.HeadersType);

        Assert.Equal(3, answer.StreamId);
    }

    [Fact]
    public async Task Data_BehindACompleteRequest_IsAStreamError_AlsoWhileTheAnswerWaits()
    {
        await using ApnsSimulator simulator = await StartAsync(Latency, TimeSpan.Zero);
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Data(1, 5));
        RawFrame reset = await connection.ReadUntilAsync(RawFrame.ResetType, 1);

        Assert.Equal(5u, reset.Code);
    }

    [Fact]
    public async Task ResetsWithoutEnd_WhileAnswersWait_EndTheConnection()
    {
        await using ApnsSimulator simulator = await StartAsync(Latency, TimeSpan.Zero, streams: 10);
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        for (int i = 0; i < 6000; i++)
            await connection.SendAsync(RawFrame.Push((2 * i) + 1), RawFrame.Data((2 * i) + 1, 5), RawFrame.Reset((2 * i) + 1));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal((RawFrame.GoAwayType, 11u), (frames[^1].Type, frames[^1].Code));
    }

    private static async Task SeeNothingAsync(RawConnection connection, ApnsSimulator simulator)
    {
        // An answer that had been sent would stand before this acknowledgement.
        await connection.SendAsync(RawFrame.Ping(2));
        RawFrame next = await connection.ReadUntilAsync(
            f => f.Type == RawFrame.HeadersType || (f.Type == RawFrame.PingType && f.Payload[0] == 2));
        Assert.Equal(RawFrame.PingType, next.Type);
        Assert.Equal(1, simulator.Stats.Answers.Accepted);
    }

    private Task<ApnsSimulator> StartAsync(TimeSpan latency, TimeSpan rtt, int streams = 1000) =>
        Start.OpenAsync(o => o with { Latency = latency, Rtt = rtt, Streams = streams, TimeProvider = _time });
}
