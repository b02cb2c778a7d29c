using CsCheck;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

public sealed class RetryScheduleTests
{
    private readonly RetrySchedule _atLeastOnce = new(UnknownPolicy.AtLeastOnce, new Random(1));
    private readonly RetrySchedule _atMostOnce = new(UnknownPolicy.AtMostOnce, new Random(1));

    [Theory]
    [InlineData(400, "BadDeviceToken", true)]
    [InlineData(410, "Unregistered", true)]
    [InlineData(413, "PayloadTooLarge", true)]
    [InlineData(429, "TooManyRequests", false)]
    [InlineData(503, "ServiceUnavailable", false)]
    [InlineData(500, "InternalServerError", false)]
    [InlineData(403, "InvalidProviderToken", false)]
    public void Decide_Rejected_FollowsTheVerdict(int status, string reason, bool isEnd) =>
        Assert.Equal(isEnd, _atLeastOnce.Decide(Rejected(status, reason), 1, 0).IsEnd);

    [Fact]
    public void Decide_TemporaryRejection_EndsWithTheLastAttempt() =>
        Assert.True(_atLeastOnce.Decide(Rejected(503, "ServiceUnavailable"), RetrySchedule.MaxAttempts, 0).IsEnd);

    [Fact]
    public void Decide_RetryAfter_IsHonoured() => Assert.Equal(TimeSpan.FromSeconds(90),
        _atLeastOnce.Decide(Rejected(503, "ServiceUnavailable") with { RetryAfter = TimeSpan.FromSeconds(90) }, 1, 0).Delay);

    [Fact]
    public void Decide_Unknown_IsSentAgainAtLeastOnceOnly()
    {
        var unknown = new Answer(AttemptOutcome.Unknown, AttemptCause.ConnectionLost);
        Assert.False(_atLeastOnce.Decide(unknown, 1, 0).IsEnd);
        Assert.True(_atLeastOnce.Decide(unknown, RetrySchedule.MaxAttempts, 0).IsEnd);
        Assert.True(_atMostOnce.Decide(unknown, 1, 0).IsEnd);
    }

    [Fact]
    public void Decide_NotSentByTheConnection_IsSentAgainHoweverOften() => Gen.Int[1, 10_000].Sample(misses =>
    {
        var next = _atMostOnce.Decide(new Answer(AttemptOutcome.NotSent, AttemptCause.NoConnection), 0, misses);
        return !next.IsEnd && next.Delay > TimeSpan.Zero && next.Delay <= RetrySchedule.MaxDelay;
    });

    [Theory]
    [InlineData(AttemptCause.Expired, 1, true)]
    [InlineData(AttemptCause.HeadersTooLarge, 1, true)]
    [InlineData(AttemptCause.PayloadTooLarge, 1, true)]
    [InlineData(AttemptCause.StreamRefused, 1, false)]
    [InlineData(AttemptCause.StreamRefused, RetrySchedule.MaxRefusals, true)]
    public void Decide_NotSentForTheRequest_Ends(AttemptCause cause, int misses, bool isEnd) =>
        Assert.Equal(isEnd, _atLeastOnce.Decide(new Answer(AttemptOutcome.NotSent, cause), 0, misses).IsEnd);

    private static Answer Rejected(int status, string reason) => new(AttemptOutcome.Rejected, Status: status, Reason: reason);
}
