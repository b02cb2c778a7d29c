using CsCheck;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

public sealed class RetryScheduleTests
{
    private static readonly RetryOptions Options = new();
    private static readonly Answer Unavailable = Rejected(503, "ServiceUnavailable");

    private readonly RetrySchedule _atLeastOnce = new(UnknownPolicy.AtLeastOnce, Options, new Random(1));
    private readonly RetrySchedule _atMostOnce = new(UnknownPolicy.AtMostOnce, Options, new Random(1));

    [Theory]
    [InlineData(400, "BadDeviceToken", true)]
    [InlineData(410, "Unregistered", true)]
    [InlineData(413, "PayloadTooLarge", true)]
    [InlineData(429, "TooManyRequests", false)]
    [InlineData(503, "ServiceUnavailable", false)]
    [InlineData(500, "InternalServerError", false)]
    [InlineData(403, "InvalidProviderToken", false)]
    [InlineData(400, "TopicDisallowed", false)]
    [InlineData(400, "BadTopic", false)]
    [InlineData(400, "DeviceTokenNotForTopic", true)]
    public void Decide_Rejected_FollowsTheVerdict(int status, string reason, bool isEnd) =>
        Assert.Equal(isEnd, _atLeastOnce.Decide(Rejected(status, reason), 1, 0).IsEnd);

    [Fact]
    public void Decide_TemporaryRejection_IsSkippedAfterTheLastAttempt()
    {
        Assert.False(_atLeastOnce.Decide(Unavailable, Options.MaxAttempts - 1, 0).IsEnd);
        Assert.Equal(SkipReason.AttemptsUsedUp, _atLeastOnce.Decide(Unavailable, Options.MaxAttempts, 0).SkipReason);
    }

    [Theory]
    [InlineData(AttemptCause.PayloadTooLarge, SkipReason.TooLarge)]
    [InlineData(AttemptCause.HeadersTooLarge, SkipReason.TooLarge)]
    [InlineData(AttemptCause.MissingValue, SkipReason.MissingValue)]
    [InlineData(AttemptCause.Expired, SkipReason.Expired)]
    public void Decide_WhatCanNeverBeSent_IsSkippedWithItsReason(AttemptCause cause, string reason) =>
        Assert.Equal(NextStep.Skip(reason), _atLeastOnce.Decide(new Answer(AttemptOutcome.NotSent, cause), 0, 1));

    [Theory]
    [InlineData(403, "InvalidProviderToken")]
    [InlineData(400, "TopicDisallowed")]
    public void Decide_CredentialOrTopicRefused_IsNoMatterOfAttempts(int status, string reason)
    {
        var refused = Rejected(status, reason);
        Assert.False(_atLeastOnce.Decide(refused, Options.MaxAttempts, 1).IsEnd);
        Assert.Equal(NextStep.End, _atLeastOnce.Decide(refused, 0, RetrySchedule.MaxRefusals));
    }

    [Fact]
    public void Decide_Again_DoublesTheWaitUpToTheLongest() => Gen.Int[1, 9].Sample(attempts =>
    {
        var full = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts - 1), Options.MaxDelay.TotalSeconds));
        var delay = _atLeastOnce.Decide(Unavailable, attempts, 0).Delay;
        return delay >= full / 2 && delay <= full;
    });

    [Fact]
    public void Decide_RetryAfter_IsHonouredUpToItsLimit()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), _atLeastOnce.Decide(Unavailable with { RetryAfter = TimeSpan.FromSeconds(90) }, 1, 0).Delay);
        Assert.Equal(Options.MaxRetryAfter, _atLeastOnce.Decide(Unavailable with { RetryAfter = TimeSpan.FromDays(3) }, 1, 0).Delay);
    }

    [Fact]
    public void Decide_AgainAfterTheExpiry_IsSkippedAtOnce()
    {
        var later = Unavailable with { RetryAfter = TimeSpan.FromSeconds(90) };
        Assert.False(_atLeastOnce.Decide(later, 1, 0, TimeSpan.FromSeconds(91)).IsEnd);
        Assert.Equal(SkipReason.Expired, _atLeastOnce.Decide(later, 1, 0, TimeSpan.FromSeconds(90)).SkipReason);
    }

    [Fact]
    public void Decide_Unknown_IsSentAgainAtLeastOnceOnly()
    {
        var unknown = new Answer(AttemptOutcome.Unknown, AttemptCause.ConnectionLost);
        Assert.False(_atLeastOnce.Decide(unknown, 1, 0).IsEnd);
        Assert.True(_atLeastOnce.Decide(unknown, Options.MaxAttempts, 0).IsEnd);
        Assert.True(_atMostOnce.Decide(unknown, 1, 0).IsEnd);
    }

    [Fact]
    public void Decide_NotSentByTheConnection_IsSentAgainHoweverOften() => Gen.Int[1, 10_000].Sample(misses =>
    {
        var next = _atMostOnce.Decide(new Answer(AttemptOutcome.NotSent, AttemptCause.NoConnection), 0, misses);
        return !next.IsEnd && next.Delay > TimeSpan.Zero && next.Delay <= RetrySchedule.MaxHeldDelay;
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
