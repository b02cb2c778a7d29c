using System.Text;
using Microsoft.Extensions.Time.Testing;
using Push.Http2.Errors;
using Push.Simulator.Faults;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Faults;

/// <summary>Faults that strike single requests, over real connections.</summary>
public sealed class RequestFaultTests : IAsyncLifetime
{
    private ApnsSimulator _simulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _simulator = await Start.OpenAsync();

    [Fact]
    public async Task Rejection_OfEverything_EndsWithItsFault()
    {
        using PushClient client = new(_simulator);
        _simulator.Faults.Set(new() { Rejections = [new() { Reason = "ServiceUnavailable", RetryAfter = 7 }] });

        PushAnswer refused = await client.SendAsync();
        _simulator.Faults.Clear();
        PushAnswer accepted = await client.SendAsync();

        Assert.Equal((503, "ServiceUnavailable", TimeSpan.FromSeconds(7)), (refused.Status, refused.Reason, refused.RetryAfter!.Value));
        Assert.Equal(200, accepted.Status);
        Assert.Equal((1, 1), (_simulator.Stats.Answers.Rejected, _simulator.Faults.Counts.Rejected));
    }

    [Fact]
    public async Task Rejection_ByRate_RepeatsWithItsSeed()
    {
        string one = await AnswersAsync(seed: 1);
        string again = await AnswersAsync(seed: 1);
        string other = await AnswersAsync(seed: 2);

        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
        Assert.InRange(one.Count(c => c == '5'), 20, 80);
    }

    [Fact]
    public async Task Rejection_OfAShareOfTheTokens_HitsTheSameTokensAlways()
    {
        using PushClient client = new(_simulator);
        _simulator.Faults.Set(new() { Rejections = [new() { Reason = "BadDeviceToken", TokenShare = 0.3 }] });
        string[] paths = [.. Enumerable.Range(0, 100).Select(i => "/3/device/" + Convert.ToHexStringLower(SimulatedTokens.Good(3, i)))];

        List<int> first = [], second = [];
        foreach (string path in paths)
            first.Add((await client.SendAsync(path: path)).Status);
        foreach (string path in paths)
            second.Add((await client.SendAsync(path: path)).Status);

        Assert.Equal(first, second);
        Assert.InRange(first.Count(s => s == 400), 10, 50);
    }

    [Fact]
    public async Task Rejection_OfAPrefix_ASomeTimes_OnlyThen()
    {
        using PushClient client = new(_simulator);
        _simulator.Faults.Set(new() { Rejections = [new() { Reason = "Unregistered", TokenPrefix = "abc", Times = 1 }] });

        PushAnswer other = await client.SendAsync(path: "/3/device/abd0");
        PushAnswer first = await client.SendAsync(path: "/3/device/abc0");
        PushAnswer second = await client.SendAsync(path: "/3/device/abc0");

        Assert.Equal((200, 410, 200), (other.Status, first.Status, second.Status));
        Assert.NotNull(first.Timestamp);
    }

    [Theory]
    [InlineData(FaultMoment.Before, 0)]
    [InlineData(FaultMoment.After, 1)]
    public async Task Reset_HasItsCode_AndIsTakenOrNot(FaultMoment when, int accepted)
    {
        await using RawConnection connection = await RawConnection.OpenAsync(_simulator);
        _simulator.Faults.Set(new() { Reset = new() { Every = 2, Code = Http2ErrorCode.InternalError, When = when } });

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Push(3), RawFrame.Data(3, 5));
        RawFrame reset = await connection.ReadUntilAsync(RawFrame.ResetType, 3);
        await connection.SendAsync(RawFrame.Push(5), RawFrame.Data(5, 5));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 5);

        Assert.Equal((2u, 200), (reset.Code, answer.Status));
        Assert.Equal(2 + accepted, _simulator.Stats.Answers.Accepted);
    }

    [Theory]
    [InlineData(FaultMoment.Before, 1)]
    [InlineData(FaultMoment.After, 2)]
    public async Task Cut_SendsEarlierAnswers_ThenEndsWithoutAWord(FaultMoment when, int accepted)
    {
        await using RawConnection connection = await RawConnection.OpenAsync(_simulator);
        _simulator.Faults.Set(new() { Cut = new() { Every = 2, When = when } });

        await connection.SendAsync(
            RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Push(3), RawFrame.Data(3, 5), RawFrame.Push(5), RawFrame.Data(5, 5));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal(1, Assert.Single(frames, f => f.StreamId != 0).StreamId);
        Assert.DoesNotContain(frames, f => f.Type == RawFrame.GoAwayType);
        Assert.Equal((accepted, 1), (_simulator.Stats.Answers.Accepted, _simulator.Stats.Faults.Cut));
    }

    [Fact]
    public async Task Stall_TakesARequest_AndNeverAnswers()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(_simulator);
        _simulator.Faults.Set(new() { Stall = new() { Every = 1, Times = 1 } });

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Push(3), RawFrame.Data(3, 5), RawFrame.Ping(1));
        List<RawFrame> seen = [];
        await connection.ReadUntilAsync(f =>
        {
            seen.Add(f);
            return f.Type == RawFrame.PingType;
        });

        Assert.Equal([3], seen.Where(f => f.Type == RawFrame.HeadersType).Select(f => f.StreamId));
        Assert.Equal((2, 1), (_simulator.Stats.Answers.Accepted, _simulator.Stats.Faults.Stalled));
    }

    [Fact]
    public async Task GoAway_EveryNth_NamesItsRequestAsTheLast()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(_simulator);
        _simulator.Faults.Set(new() { GoAway = new() { Every = 2, Reason = "Shutdown" } });

        await connection.SendAsync(
            RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Push(3), RawFrame.Data(3, 5), RawFrame.Push(5), RawFrame.Data(5, 5));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        RawFrame away = Assert.Single(frames, f => f.Type == RawFrame.GoAwayType);
        Assert.Equal((3, 0u), (away.Number, away.Code));
        Assert.Equal("""{"reason":"Shutdown"}""", Encoding.UTF8.GetString(away.Payload.AsSpan(8)));
        Assert.Equal([1, 3], frames.Where(f => f.Type == RawFrame.HeadersType).Select(f => f.StreamId));
        Assert.Equal((2, 1), (_simulator.Stats.Answers.Accepted, _simulator.Stats.Faults.GoAways));
    }

    [Fact]
    public async Task GoAway_Abruptly_LosesAnswersThatWaited()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(_simulator);
        _simulator.Faults.Set(new()
        {
            GoAway = new() { Every = 2, Abrupt = true },
            Latency = LatencyDistribution.Fixed(TimeSpan.FromMinutes(1)),
        });

        await connection.SendAsync(
            RawFrame.Push(1), RawFrame.Data(1, 5), RawFrame.Push(3), RawFrame.Push(5), RawFrame.Data(3, 5));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal(3, Assert.Single(frames, f => f.Type == RawFrame.GoAwayType).Number);
        Assert.DoesNotContain(frames, f => f.Type == RawFrame.HeadersType);
        Assert.Equal(2, _simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Latency_OfADistribution_LetsAnswersOvertake()
    {
        FakeTimeProvider time = new();
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { TimeProvider = time });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        simulator.Faults.Set(new() { Latency = LatencyDistribution.Fixed(TimeSpan.FromSeconds(2)) });
        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        await simulator.WaitForStatsAsync(s => s.Answers.Accepted == 1, Cancellation);
        simulator.Faults.Set(new() { Latency = LatencyDistribution.Fixed(TimeSpan.FromSeconds(1)) });
        await connection.SendAsync(RawFrame.Push(3), RawFrame.Data(3, 5));
        await simulator.WaitForStatsAsync(s => s.Answers.Accepted == 2, Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        RawFrame first = await connection.ReadUntilAsync(f => f.Type == RawFrame.HeadersType);
        time.Advance(TimeSpan.FromSeconds(1));
        RawFrame second = await connection.ReadUntilAsync(f => f.Type == RawFrame.HeadersType);

        Assert.Equal((3, 1), (first.StreamId, second.StreamId));
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private async Task<string> AnswersAsync(long seed)
    {
        using PushClient client = new(_simulator);
        _simulator.Faults.Set(new() { Seed = seed, Rejections = [new() { Reason = "InternalServerError", Rate = 0.5 }] });
        StringBuilder answers = new();
        for (int i = 0; i < 100; i++)
            answers.Append((await client.SendAsync()).Status / 100);
        return answers.ToString();
    }
}
