using CsCheck;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
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
        var policy = atMostOnce ? UnknownPolicy.AtMostOnce : UnknownPolicy.AtLeastOnce;
        var work = new LeasedDevices(RowsOf(devices));
        var tally = new Tally(work, Schedule(policy));
        var now = TimeSpan.Zero;
        var ended = 0L;
        foreach (var indexes in rounds)
        {
            var due = tally.TakeDue(now);
            tally.Apply(new BatchResult([.. Answers], indexes.AsMemory(0, due?.Count ?? work.Rows.Count)), now);
            if (ended + tally.Accepted + tally.Unknown + tally.Rejected + tally.Skipped + tally.Owed != devices) return false;
            if (tally.Owed == 0) return true;
            if (tally.NextDue is { } next)
            {
                now = next;
                continue;
            }
            // What was answered waits for another lease, which sees the same devices.
            var (summary, packed) = tally.Remainder(now)!.Value;
            ended += tally.ToReport(1, default).Ended;
            if (ended + summary.Devices != devices) return false;
            work = LeasedDevices.Of(new ChunkRows(work.Rows, 0), new ChunkNotes(1, packed), TimeSpan.Zero, 0);
            tally = new Tally(work, Schedule(policy));
            now = TimeSpan.Zero;
        }
        tally.EndOwed(SkipReason.Cancelled);
        return tally.Owed == 0 && ended + tally.ToReport(1, default).Devices == devices;
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
        tally.Apply(Result([0, 2, 0]), TimeSpan.Zero);
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
    public void Remainder_EveryDeviceAnswered_HoldsWhoIsOwedAnotherAttempt()
    {
        var tally = New(4);
        tally.Apply(Result([0, 4, 2, 1]), TimeSpan.Zero);
        Assert.True(tally.HasUnanswered);
        Assert.Equal([2], tally.TakeDue(tally.NextDue!.Value)!);
        tally.Apply(Result([0]), TimeSpan.Zero);
        Assert.False(tally.HasUnanswered);

        var (summary, packed) = tally.Remainder(TimeSpan.Zero)!.Value;
        Assert.Equal((2, 1), (summary.Devices, summary.Uncertain));
        var owed = Remainders.Unpack(packed.Span, -summary.Due).Values.OrderBy(device => device.MayHaveArrived).ToList();
        Assert.Equal([(1, false), (1, true)], owed.Select(device => (device.Attempts, device.MayHaveArrived)));
    }

    [Fact]
    public void TakeDue_OfARemainder_LeavesWhoIsNotDueForAnotherLease()
    {
        var rows = RowsOf(3);
        var packed = Remainders.Pack(
            rows, [new OwedDevice(1, 2, 0, false, TimeSpan.FromSeconds(1)), new OwedDevice(2, 1, 0, true, TimeSpan.FromSeconds(60))],
            TimeSpan.FromSeconds(1));
        var work = LeasedDevices.Of(new ChunkRows(rows, 0), new ChunkNotes(1, packed), TimeSpan.Zero, 0);
        var tally = new Tally(work, Schedule());
        Assert.Equal([0], tally.TakeDue(TimeSpan.Zero)!);
        tally.Apply(BatchResult.Of(Answer.Accepted), TimeSpan.Zero);
        Assert.False(tally.HasUnanswered);
        Assert.Equal(new RemainderSummary(1, 1, TimeSpan.FromSeconds(59)), tally.Remainder(TimeSpan.Zero)!.Value.Summary);
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(1, 0, 3)]
    public void EndAbsent_AfterALostLease_MayHaveBeenReached(int attempt, int skipped, int unknown)
    {
        var tally = New(2, left: 3, attempt: attempt);
        tally.EndAbsent();
        tally.Apply(BatchResult.Of(Answer.Accepted), TimeSpan.Zero);
        Assert.Equal((0, 5L), (tally.Owed, tally.ToReport(1, default).Devices));
        Assert.Equal((skipped, unknown), (tally.Skipped, tally.Unknown));
    }

    [Fact]
    public void EndOwed_AfterALostLease_EndsAsUnknown()
    {
        var tally = New(5, attempt: 1);
        Assert.False(tally.IsTouched);
        tally.EndOwed(SkipReason.Expired);
        Assert.Equal((0, 5), (tally.Skipped, tally.Unknown));
    }

    [Fact]
    public void Apply_AttemptsUsedUp_IsSkippedUnlessOneMayHaveArrived()
    {
        var used = new RetryOptions().MaxAttempts - 1;
        var rows = RowsOf(2);
        var work = new LeasedDevices(rows)
        {
            Owed = [new OwedDevice(0, used, 0, false, default), new OwedDevice(1, used, 0, true, default)],
        };
        var tally = new Tally(work, Schedule());
        tally.TakeDue(TimeSpan.Zero);
        tally.Apply(BatchResult.Of(Later), TimeSpan.Zero);
        Assert.Equal((1, 1, 0), (tally.Skipped, tally.Unknown, tally.Owed));
    }

    [Theory]
    [InlineData(Tally.TroubleAt, 0, true)]
    [InlineData(Tally.TroubleAt - 1, 0, false)]
    [InlineData(Tally.TroubleAt, Tally.TroubleAt, false)]
    public void ToReport_ManyAndMostAnswersOf503_SaysSo(int later, int accepted, bool isTroubled)
    {
        var tally = New(later + accepted);
        Assert.Null(tally.ToReport(1, default).IsTroubled);
        tally.Apply(Result([.. Enumerable.Repeat((byte)4, later), .. Enumerable.Repeat((byte)0, accepted)]), TimeSpan.Zero);
        Assert.Equal(isTroubled, tally.ToReport(1, default).IsTroubled);
    }

    [Fact]
    public void Repeated_AnUnknownAttemptThatAnotherFollows_IsCounted()
    {
        var (again, never) = (New(3), New(3, UnknownPolicy.AtMostOnce));
        foreach (var tally in new[] { again, never }) tally.Apply(Result([0, 1, 1]), TimeSpan.Zero);
        Assert.Equal((2, 0), (again.ToReport(1, default).Repeated, never.ToReport(1, default).Repeated));
    }

    [Fact]
    public void ToNotes_WhoWasNotAccepted_IsNamedWithTheReason()
    {
        var tally = New(4, UnknownPolicy.AtMostOnce);
        Assert.True(tally.ToNotes(1, default).IsEmpty);
        tally.Apply(Result([0, 3, 1, 2]), TimeSpan.Zero);
        tally.EndOwed(SkipReason.Cancelled);
        var tokens = Tokens.Good(4).Select(token => DeviceToken.FromBytes(token)).ToList();
        Assert.Equal(
            [
                new(tokens[1], FailureOutcome.Rejected, "410 Unregistered"),
                new(tokens[2], FailureOutcome.Unknown, "ConnectionLost"),
                new(tokens[3], FailureOutcome.Skipped, "Cancelled"),
            ],
            FailureBlock.Unpack(tally.ToNotes(1, default).Failures));
    }

    [Fact]
    public void Judged_AnswersThatConcernTheDevice_KeepPlaceAndTimestamp()
    {
        var tally = New(3);
        tally.Apply(Result([0, 3, 4]) with { Gone = [new GoneSince(1, 77)] }, TimeSpan.Zero);
        Assert.Equal([new JudgedDevice(1, RetirementReason.Unregistered, 77)], tally.Judged);
    }

    private static Tally New(int devices, UnknownPolicy policy = UnknownPolicy.AtLeastOnce, int left = 0, int attempt = 0) =>
        new(LeasedDevices.Of(new ChunkRows(RowsOf(devices), left), attempt), Schedule(policy));

    private static RetrySchedule Schedule(UnknownPolicy policy = UnknownPolicy.AtLeastOnce) =>
        new(policy, new RetryOptions(), new Random(1));

    private static DeviceRows RowsOf(int devices)
    {
        var rows = new DeviceRowsWriter(0);
        foreach (var token in Tokens.Good(devices)) rows.Add(token);
        return rows.ToRows();
    }

    private static BatchResult Result(byte[] indexes) => new([.. Answers], indexes);
}
