using CsCheck;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Grains.Senders;

public sealed class TallyTests
{
    private static readonly Answer Unknown = new(AttemptOutcome.Unknown, AttemptCause.ConnectionLost);
    private static readonly Answer Busy = Answer.Busy;
    private static readonly Answer Dead = new(AttemptOutcome.Rejected, Status: 410, Reason: "Unregistered");
    private static readonly Answer Later = new(AttemptOutcome.Rejected, Status: 503, Reason: "ServiceUnavailable");
    private static readonly Answer[] Answers = [Answer.Accepted, Unknown, Busy, Dead, Later];

    [Fact]
    public void Apply_AnyAnswers_EndsEveryDeviceOnce() => Gen.Select(
        Gen.Int[1, 60], Gen.Byte[0, 4].Array[60].List[1, 30], Gen.Bool).Sample((devices, rounds, atMostOnce) =>
    {
        var tally = New(devices, atMostOnce ? UnknownPolicy.AtMostOnce : UnknownPolicy.AtLeastOnce);
        var now = TimeSpan.Zero;
        foreach (var indexes in rounds)
        {
            var due = tally.TakeDue(now);
            tally.Apply(new BatchResult([.. Answers], indexes.AsMemory(0, due?.Count ?? devices)), now);
            if (tally.Accepted + tally.Unknown + tally.Rejected + tally.Skipped + tally.Owed != devices) return false;
            if (tally.Owed == 0) return true;
            now = tally.NextDue!.Value;
        }
        tally.EndOwed(SkipReason.Cancelled);
        return tally.Owed == 0 && tally.ToReport(1, default).Devices == devices;
    });

    [Fact]
    public void Apply_AllAccepted_NeedsNoIndexes()
    {
        var tally = New(1000);
        tally.Apply(BatchResult.Of(Answer.Accepted), TimeSpan.Zero);
        Assert.Equal((1000, 0), (tally.Accepted, tally.Owed));
    }

    [Fact]
    public void TakeDue_NotYet_WaitsForItsTime()
    {
        var tally = New(3);
        Assert.Null(tally.TakeDue(TimeSpan.Zero));
        tally.Apply(Result([0, 4, 0]), TimeSpan.Zero);
        Assert.Equal([], tally.TakeDue(TimeSpan.Zero)!);
        Assert.Equal([1], tally.TakeDue(tally.NextDue!.Value)!);
    }

    [Fact]
    public void EndOwed_AnUnknownAttempt_EndsAsUnknownNeverSkipped()
    {
        var tally = New(2);
        tally.Apply(Result([1, 2]), TimeSpan.Zero);
        Assert.True(tally.IsTouched);
        tally.EndOwed(SkipReason.Cancelled);
        Assert.Equal((1, 1), (tally.Unknown, tally.Skipped));
    }

    [Fact]
    public void EndOwed_BeforeAnythingWasSent_SkipsAll()
    {
        var tally = New(5);
        tally.EndOwed(SkipReason.Expired);
        Assert.Equal((0, 5), (tally.Owed, tally.Skipped));
    }

    [Fact]
    public void SkipAbsent_CountsBesideTheChunk()
    {
        var tally = New(2);
        tally.SkipAbsent(3, SkipReason.LeftAudience);
        tally.Apply(BatchResult.Of(Answer.Accepted), TimeSpan.Zero);
        Assert.Equal((0, 5L), (tally.Owed, tally.ToReport(1, default).Devices));
    }

    [Fact]
    public void Judged_AnswersThatConcernTheDevice_KeepPlaceAndTimestamp()
    {
        var tally = New(3);
        tally.Apply(Result([0, 3, 4]) with { Gone = [new GoneSince(1, 77)] }, TimeSpan.Zero);
        Assert.Equal([new JudgedDevice(1, RetirementReason.Unregistered, 77)], tally.Judged);
    }

    private static Tally New(int devices, UnknownPolicy policy = UnknownPolicy.AtLeastOnce) =>
        new(devices, new RetrySchedule(policy, new Random(1)));

    private static BatchResult Result(byte[] indexes) => new([.. Answers], indexes);
}
