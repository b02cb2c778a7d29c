using System.Text;
using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

public sealed class GoAwayTests
{
    [Fact]
    public async Task Disposal_AnnouncesItself_AndClosesAfterThat()
    {
        ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        await connection.ReadUntilAsync(RawFrame.HeadersType, 1);

        Task disposal = simulator.DisposeAsync().AsTask();
        List<RawFrame> frames = await connection.ReadToEndAsync();
        await connection.DisposeAsync();
        await disposal;

        RawFrame last = frames[^1];
        Assert.Equal((RawFrame.GoAwayType, 1, 0u), (last.Type, last.Number, last.Code));
        Assert.Equal("""{"reason":"Shutdown"}""", Encoding.UTF8.GetString(last.Payload.AsSpan(8)));
    }

    [Fact]
    public async Task GoAway_AnswersEarlierStreams_IgnoresLaterOnes_ThenEnds()
    {
        FakeTimeProvider time = new();
        await using ApnsSimulator simulator = await Start.OpenAsync(
            o => o with { Latency = TimeSpan.FromSeconds(1), TimeProvider = time });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        await simulator.WaitForAsync(_ => true, TestContext.Current.CancellationToken);

        simulator.GoAway("BadCertificateEnvironment");
        RawFrame away = await connection.ReadUntilAsync(RawFrame.GoAwayType);
        await connection.SendAsync(RawFrame.Push(3), RawFrame.Data(3, 5), RawFrame.Ping(1));
        await connection.ReadUntilAsync(RawFrame.PingType);
        time.Advance(TimeSpan.FromSeconds(1));
        List<RawFrame> rest = await connection.ReadToEndAsync();

        Assert.Equal((1, 0u), (away.Number, away.Code));
        Assert.Equal("""{"reason":"BadCertificateEnvironment"}""", Encoding.UTF8.GetString(away.Payload.AsSpan(8)));
        Assert.Equal(1, Assert.Single(rest).StreamId);
        Assert.Equal(1, simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Connection_AfterGoAway_IsWelcome()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection before = await RawConnection.OpenAsync(simulator);
        await before.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        await before.ReadUntilAsync(RawFrame.HeadersType, 1);

        simulator.GoAway();
        await before.ReadUntilAsync(RawFrame.GoAwayType);
        await before.ReadToEndAsync();
        using PushClient after = new(simulator);
        PushAnswer answer = await after.SendAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal(2, simulator.Stats.Connections);
    }

    [Fact]
    public async Task Drop_EndsConnectionsWithoutAWord()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendAsync(RawFrame.Ping(1));
        await connection.ReadUntilAsync(RawFrame.PingType);

        simulator.DropConnections();
        List<RawFrame> rest = [];
        try
        {
            rest = await connection.ReadToEndAsync();
        }
        catch (IOException)
        {
            // A reset is as good an end.
        }

        Assert.DoesNotContain(rest, f => f.Type == RawFrame.GoAwayType);
    }
}
