using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Guid Sender = Guid.NewGuid();
    private const long Time = 1_000_000;
    private const int PerChunk = 10;

    // Random schedules of leases, reports, losses, returns, pauses and cancellation: whatever happens, the counts add
    // up, no chunk is out twice, and once everything has been reported every recipient has ended.
    [Theory]
    [InlineData(UnknownPolicy.AtLeastOnce)]
    [InlineData(UnknownPolicy.AtMostOnce)]
    public void Ledger_AnySchedule_CountsEveryRecipientOnce(UnknownPolicy policy)
    {
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 100]).List[0, 200]).Sample((chunks, steps) =>
        {
            var ledger = new Ledger(new LedgerState(), policy);
            ledger.Start(chunks, chunks * 10, 0, Now);
            var lost = new List<long>();
            var owed = new Dictionary<int, int>();
            foreach (var (kind, choice) in steps)
            {
                Step(ledger, lost, owed, kind, choice);
                if (!IsConsistent(ledger, owed)) return false;
            }
            if (ledger.State.State == CampaignState.Paused) ledger.Resume();
            while (!ledger.TryEnd(Now))
            {
                foreach (var chunk in ledger.TakeLost(100)) Settle(ledger, chunk);
                if (ledger.State.Open.Count == 0) ledger.Grant(0, "silo", Sender, long.MaxValue);
                if (ledger.State.Open.Count > 0) ledger.Report(Accepted(ledger.State.Open[0]), Time);
            }
            var counts = ledger.Counts();
            return IsConsistent(ledger, owed) && counts.Pending == 0 && counts.Audience == chunks * 10
                && lost.TrueForAll(lease => !ledger.Report(new ChunkReport(lease, 10, 0), Time));
        });
    }

    [Fact]
    public void Report_Twice_CountsOnce()
    {
        var ledger = Started();
        var lease = Grant(ledger)!;
        Assert.True(ledger.Report(Accepted(lease), Time));
        Assert.False(ledger.Report(Accepted(lease), Time));
        Assert.Equal(10, ledger.Counts().Accepted);
    }

    [Fact]
    public void Report_AfterTheChunkWasLeasedAgain_IsDroppedAndMayBeRepeated()
    {
        var ledger = Started();
        var first = Grant(ledger)!;
        ledger.Lose(first.Number);
        var second = Grant(ledger)!;
        Assert.Equal((first.Chunk, 1), (second.Chunk, second.Attempt));
        Assert.False(ledger.Report(Accepted(first), Time));
        Assert.True(ledger.Report(Accepted(second), Time));
        Assert.Equal((10L, 10L), (ledger.Counts().Accepted, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Lose_AtMostOnce_EndsItsMembersAsUnknown()
    {
        var ledger = Started(UnknownPolicy.AtMostOnce);
        var lease = Grant(ledger)!;
        ledger.Lose(lease.Number);
        Settle(ledger, Assert.Single(ledger.State.Lost));
        Assert.Equal((10L, 0L), (ledger.Counts().Unknown, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Return_Untouched_IsLeasedAgainWithoutRepetition()
    {
        var ledger = Started();
        var lease = Grant(ledger)!;
        ledger.Return(lease.Number);
        Assert.Equal((lease.Chunk, 0), Grant(ledger) is { } again ? (again.Chunk, again.Attempt) : (-1, -1));
    }

    [Fact]
    public void Cancel_ChunkThatMayHaveBeenSent_EndsAsUnknownNotSkipped()
    {
        var ledger = Started();
        ledger.Lose(Grant(ledger)!.Number);
        ledger.Cancel();
        Assert.False(ledger.TryEnd(Now));
        Settle(ledger, ledger.State.Lost.Single());
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((10L, 20L), (ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void Return_WhileCancellingAChunkThatMayHaveBeenSent_EndsAsUnknownNotSkipped()
    {
        var ledger = Started();
        ledger.Lose(Grant(ledger)!.Number);
        var again = Grant(ledger)!;
        ledger.Cancel();
        ledger.Return(again.Number);
        Assert.False(ledger.TryEnd(Now));
        Settle(ledger, ledger.State.Lost.Single());
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((10L, 20L), (ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void Report_WithARemainder_IsLeasedWhenDueAndNotBefore()
    {
        var ledger = Started(chunks: 1);
        ledger.Report(Owing(Grant(ledger)!.Number, devices: 4, due: 500), Time);
        Assert.Equal((6L, 4L), (ledger.Counts().Accepted, ledger.Counts().Pending));
        Assert.Null(Grant(ledger, Time + 499));
        Assert.False(ledger.TryEnd(Now));

        var remainder = Grant(ledger, Time + 500);
        Assert.Equal((4, 1L), (remainder?.Remainder?.Devices, remainder?.Remainder?.Basis));
        ledger.Report(new ChunkReport(remainder!.Number, 4, 0), Time);
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((10L, 0L), (ledger.Counts().Accepted, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Lose_ARemainder_IsLeasedAgainAndMayBeRepeated()
    {
        var ledger = Started(chunks: 1);
        ledger.Report(Owing(Grant(ledger)!.Number, devices: 4), Time);
        ledger.Lose(Grant(ledger)!.Number);
        var again = Grant(ledger)!;
        Assert.Equal((1, 1L, 4), (again.Attempt, again.Remainder?.Basis, again.Remainder?.Devices));
        ledger.Report(new ChunkReport(again.Number, 4, 0), Time);
        Assert.Equal((10L, 4L), (ledger.Counts().Accepted, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Lose_ARemainderAtMostOnce_EndsItsDevicesAsUnknown()
    {
        var ledger = Started(UnknownPolicy.AtMostOnce, chunks: 1);
        ledger.Report(Owing(Grant(ledger)!.Number, devices: 4), Time);
        ledger.Lose(Grant(ledger)!.Number);
        Assert.Null(Grant(ledger));
        Settle(ledger, Assert.Single(ledger.State.Lost));
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((6L, 4L), (ledger.Counts().Accepted, ledger.Counts().Unknown));
    }

    [Fact]
    public void Cancel_WithARemainder_SkipsWhoWasCertainlyNotReached()
    {
        var ledger = Started(chunks: 1);
        ledger.Report(Owing(Grant(ledger)!.Number, devices: 4, uncertain: 1), Time);
        ledger.Cancel();
        Assert.False(ledger.TryEnd(Now));
        Settle(ledger, Assert.Single(ledger.TakeLost(10)));
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((6L, 1L, 3L), (ledger.Counts().Accepted, ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void Grant_MuchIsOwed_WaitsForTheEarliest()
    {
        var ledger = Started(chunks: 200);
        for (var i = 0; i <= LeaseQueue.MaxOwed / 1000; i++) ledger.Report(Owing(Grant(ledger)!.Number, 1000, due: 500 + i), Time);
        Assert.Null(Grant(ledger));
        Assert.False(ledger.HasWork(Time));
        Assert.Equal(Time + 500, ledger.NextDue);

        Assert.NotNull(Grant(ledger, Time + 500)?.Remainder);
        Assert.Null(Grant(ledger, Time + 500));
        ledger.Report(new ChunkReport(ledger.State.Open.Single().Number, 1000, 0), Time + 500);
        Assert.NotNull(Grant(ledger, Time + 500));
    }

    [Fact]
    public void Grant_EveryChunkOwesALittle_HoldsNothingBack()
    {
        var ledger = Started(chunks: 10_000);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(ledger.HasWork(Time));
            ledger.Report(Owing(Grant(ledger)!.Number, 1, due: 60_000 - i), Time);
        }
        Assert.Equal(Time + 50_001, ledger.NextDue);
        Assert.Equal((9_999, 9_998), (Grant(ledger, Time + 60_000)!.Chunk, Grant(ledger, Time + 60_000)!.Chunk));
    }

    [Fact]
    public void Grant_ServerInTrouble_TriesOneRemainderBeforeAnythingElse()
    {
        var ledger = Started(chunks: 100);
        ledger.Report(Owing(Grant(ledger)!.Number, 10, due: 500) with { IsTroubled = true }, Time);
        Assert.Null(Grant(ledger));
        var remainder = Grant(ledger, Time + 500)!;
        Assert.Null(Grant(ledger, Time + 500));
        ledger.Report(new ChunkReport(remainder.Number, 10, 0) { IsTroubled = false }, Time + 500);
        Assert.Equal(1, Grant(ledger, Time + 500)?.Chunk);
    }

    [Fact]
    public void Grant_ARemainderInTroubleAlone_HoldsNothingBack()
    {
        var ledger = Started(chunks: 100);
        ledger.Report(Owing(Grant(ledger)!.Number, 3) with { IsTroubled = false }, Time);
        var again = Owing(Grant(ledger)!.Number, 3, due: 500) with { Accepted = 0, IsTroubled = true };
        ledger.Report(again, Time);
        Assert.Equal(1, Grant(ledger)?.Chunk);
    }

    [Fact]
    public void TryEnd_DevicesThatLeftAfterALostLease_AreUnknown()
    {
        var ledger = new Ledger(new LedgerState(), UnknownPolicy.AtLeastOnce);
        ledger.Start(1, 12, 0, Now);
        ledger.Lose(Grant(ledger)!.Number);
        ledger.Report(Accepted(Grant(ledger)!), Time);
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((2L, 0L), (ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    // A bit for the last answer and one for notes per chunk, what is leased, and what is lost. Remainders that wait take nothing.
    [Fact]
    public void State_AHundredMillionDevicesAndEveryChunkOwing_StaysUnder32Kilobytes()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var ledger = Started(chunks: 100_000);
        for (var i = 0; i < 100_000; i++) ledger.Report(Owing(Grant(ledger)!.Number, 1, due: 500), Time);
        for (var i = 0; i < 64; i++) Grant(ledger, Time + 1000);
        Assert.InRange(serializer.SerializeToArray(ledger.State).Length, 25_000, 32_768);

        ledger.Cancel();
        Assert.Equal(64, ledger.TakeLost(64).Count);
        Assert.InRange(serializer.SerializeToArray(ledger.State).Length, 25_000, 32_768);
    }

    [Fact]
    public void TryEnd_DevicesThatLeftUnseen_AreSkipped()
    {
        var ledger = new Ledger(new LedgerState(), UnknownPolicy.AtLeastOnce);
        ledger.Start(1, 12, 0, Now);
        ledger.Report(Accepted(Grant(ledger)!), Time);
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal([new(SkipReason.LeftAudience, 2)], ledger.Counts().SkippedBy.AsEnumerable());
    }

    private static Ledger Started(UnknownPolicy policy = UnknownPolicy.AtLeastOnce, int chunks = 3)
    {
        var ledger = new Ledger(new LedgerState(), policy);
        ledger.Start(chunks, chunks * PerChunk, 0, Now);
        return ledger;
    }

    private static OpenLease? Grant(Ledger ledger, long now = Time) => ledger.Grant(0, "silo", Sender, now);

    private static int DevicesOf(Remainder? remainder) => remainder?.Devices ?? PerChunk;

    private static ChunkReport Accepted(OpenLease lease) => new(lease.Number, DevicesOf(lease.Remainder), 0);

    private static ChunkReport Owing(long lease, int devices, int uncertain = 0, int due = 0) => new(lease, PerChunk - devices, 0)
    {
        Remainder = new RemainderSummary(devices, uncertain, TimeSpan.FromMilliseconds(due)),
    };

    private static void Settle(Ledger ledger, WaitingChunk lost)
    {
        var devices = DevicesOf(lost.Remainder);
        var unknown = lost.Attempt > 0 ? devices : lost.Remainder!.Uncertain;
        ledger.SettleLost(lost, new ChunkReport(0, 0, unknown) { SkippedBy = [new(SkipReason.Cancelled, devices - unknown)] });
    }

    // One device is skipped, half of the others are accepted, and the rest is owed another attempt, if that is wanted.
    private static ChunkReport Mixed(OpenLease lease, bool owes)
    {
        var devices = DevicesOf(lease.Remainder);
        var accepted = (devices - 1) / 2;
        var rest = devices - 1 - accepted;
        return new ChunkReport(lease.Number, accepted, 0)
        {
            SkippedBy = [new("Expired", 1)],
            RejectedBy = owes ? [] : [new("410 Unregistered", rest)],
            Remainder = owes && rest > 0 ? new RemainderSummary(rest, rest / 2, TimeSpan.FromMilliseconds(rest)) : null,
        };
    }

    private static void Step(Ledger ledger, List<long> lost, Dictionary<int, int> owed, int kind, int choice)
    {
        var open = ledger.State.Open;
        var lease = open.Count > 0 ? open[choice % open.Count] : null;
        switch (kind)
        {
            case 0 when ledger.State.State == CampaignState.Running:
                ledger.Pause(null);
                break;
            case 1 when ledger.State.State == CampaignState.Paused:
                ledger.Resume();
                break;
            case 2 when choice == 0 && ledger.State.State is CampaignState.Running or CampaignState.Paused:
                ledger.Cancel();
                break;
            case 3 when lease is not null:
                ledger.Lose(lease.Number);
                lost.Add(lease.Number);
                break;
            case 4 when lease is not null:
                ledger.Return(lease.Number);
                break;
            case 5 when lease is not null:
                var report = Mixed(lease, owes: choice % 3 > 0);
                ledger.Report(report, Time + choice);
                owed[lease.Chunk] = report.Remainder?.Devices ?? 0;
                break;
            case 6:
                foreach (var chunk in ledger.TakeLost(1)) Settle(ledger, chunk);
                break;
            case > 6:
                Grant(ledger, Time + choice);
                break;
        }
    }

    // What waits for its time stands in no list: it is known by its chunk's bits, and here by its report.
    private static bool IsConsistent(Ledger ledger, Dictionary<int, int> owed)
    {
        var counts = ledger.Counts();
        var state = ledger.State;
        WaitingChunk[] unfinished =
        [
            .. state.Waiting, .. state.Lost,
            .. state.Open.Select(lease => new WaitingChunk(lease.Chunk, lease.Attempt, lease.Remainder)),
        ];
        var waiting = Enumerable.Range(0, state.Chunks).Except(unfinished.Select(chunk => chunk.Chunk))
            .Where(chunk => ledger.IsNoted(chunk) && !ledger.IsFinished(chunk));
        var pending = (state.Chunks - state.Cursor) * PerChunk + unfinished.Sum(chunk => DevicesOf(chunk.Remainder)) + waiting.Sum(chunk => owed[chunk]);
        return counts.Audience == counts.Pending + counts.Accepted + counts.Rejected + counts.Skipped + counts.Unknown
            && (counts.Pending == pending || counts.Pending == 0)
            && unfinished.Select(chunk => chunk.Chunk).Distinct().Count() == unfinished.Length
            && Array.TrueForAll(unfinished, chunk => !ledger.IsFinished(chunk.Chunk));
    }
}
