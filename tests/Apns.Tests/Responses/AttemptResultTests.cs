namespace Push.Apns.Tests.Responses;

public sealed class AttemptResultTests
{
    private static readonly Guid Id = new("eabeae54-14a8-11e5-b60b-1697f925ec7b");

    [Fact]
    public void Default_HasNotEnded()
    {
        Assert.False(default(AttemptResult).HasEnded);
        Assert.Equal("pending", default(AttemptResult).ToString());
    }

    [Fact]
    public void Accepted_CarriesTheIds()
    {
        var result = AttemptResult.Accepted(Id, "3f5a");

        Assert.Equal((AttemptOutcome.Accepted, (ushort)200, Id, "3f5a"),
            (result.Outcome, result.Status, result.Id, result.UniqueId));
        Assert.Null(result.Reason);
        Assert.Null(result.RetryAfter);
        Assert.Null(result.Timestamp);
    }

    [Fact]
    public void Rejected_CarriesReasonAndDetails()
    {
        var time = new DateTimeOffset(2370, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var result = AttemptResult.Rejected(Id, 410, ApnsReason.Of(410, "Unregistered"u8),
            new ResponseDetails { Timestamp = time, RetryAfter = TimeSpan.Zero });

        Assert.Equal(AttemptOutcome.Rejected, result.Outcome);
        Assert.Equal(Verdict.Retire, result.Reason?.Verdict);
        Assert.Equal(time, result.Timestamp);
        Assert.Equal(TimeSpan.Zero, result.RetryAfter);
    }

    [Fact]
    public void RetryAfter_Absurd_IsBounded() => Assert.Equal(TimeSpan.FromSeconds(int.MaxValue - 1), AttemptResult
        .Rejected(Id, 503, ApnsReason.Of(503, []), new ResponseDetails { RetryAfter = TimeSpan.MaxValue }).RetryAfter);

    [Fact]
    public void WithoutAnswer_CarriesTheCause()
    {
        Assert.Equal("NotSent: Busy", AttemptResult.NotSent(Id, AttemptCause.Busy).ToString());
        Assert.Equal("Unknown: Deadline", AttemptResult.Unknown(Id, AttemptCause.Deadline).ToString());
        Assert.Equal(AttemptResult.NotSent(Id, AttemptCause.Busy), AttemptResult.NotSent(Id, AttemptCause.Busy));
    }
}
