using CsCheck;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Guid Sender = Guid.NewGuid();

    // Random schedules of leases, reports, losses, returns, pauses and cancellation: whatever happens, the counts add
    // up, no chunk is out twice, and once everything has been reported every recipient has ended.
    [Theory]
    [InlineData(UnknownPolicy.AtLeastOnce)]
    [InlineData(UnknownPolicy.AtMostOnce)]
    public void Ledger_AnySchedule_CountsEveryRecipientOnce(UnknownPolicy policy)
    {
        Gen.Select(Gen.Int[1, 40], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100]).List[0, 200]).Sample((chunks, steps) =>
        {
            var ledger = new Ledger(new LedgerState(), policy);
            ledger.Start(chunks, chunks * 10, 0, Now);
            var lost = new List<long>();
            foreach (var (kind, choice) in steps)
            {
                Step(ledger, lost, kind, choice);
                if (!IsConsistent(ledger)) return false;
            }
            if (ledger.State.State == CampaignState.Paused) ledger.Resume();
            while (!ledger.TryEnd(Now))
            {
                foreach (var chunk in ledger.State.Lost.ToList()) ledger.SettleLost(chunk, 10);
                if (ledger.State.Open.Count == 0) ledger.Grant(0, "silo", Sender);
                if (ledger.State.Open.Count > 0) ledger.Report(Accepted(ledger.State.Open[0].Number));
            }
            var counts = ledger.Counts();
            return IsConsistent(ledger) && counts.Pending == 0 && counts.Audience == chunks * 10
                && lost.TrueForAll(lease => !ledger.Report(Accepted(lease)));
        });
    }

    [Fact]
    public void Report_Twice_CountsOnce()
    {
        var ledger = Started();
        var lease = ledger.Grant(0, "silo", Sender)!;
        Assert.True(ledger.Report(Accepted(lease.Number)));
        Assert.False(ledger.Report(Accepted(lease.Number)));
        Assert.Equal(10, ledger.Counts().Accepted);
    }

    [Fact]
    public void Report_AfterTheChunkWasLeasedAgain_IsDroppedAndMayBeRepeated()
    {
        var ledger = Started();
        var first = ledger.Grant(0, "silo", Sender)!;
        ledger.Lose(first.Number);
        var second = ledger.Grant(1, "other", Sender)!;
        Assert.Equal((first.Chunk, 1), (second.Chunk, second.Attempt));
        Assert.False(ledger.Report(Accepted(first.Number)));
        Assert.True(ledger.Report(Accepted(second.Number)));
        Assert.Equal((10L, 10L), (ledger.Counts().Accepted, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Lose_AtMostOnce_EndsItsMembersAsUnknown()
    {
        var ledger = Started(UnknownPolicy.AtMostOnce);
        var lease = ledger.Grant(0, "silo", Sender)!;
        ledger.Lose(lease.Number);
        Assert.Equal([lease.Chunk], ledger.State.Lost);
        ledger.SettleLost(lease.Chunk, 10);
        Assert.Equal((10L, 0L), (ledger.Counts().Unknown, ledger.Counts().PossiblyRepeated));
    }

    [Fact]
    public void Return_Untouched_IsLeasedAgainWithoutRepetition()
    {
        var ledger = Started();
        var lease = ledger.Grant(0, "silo", Sender)!;
        ledger.Return(lease.Number);
        Assert.Equal((lease.Chunk, 0), ledger.Grant(0, "silo", Sender) is { } again ? (again.Chunk, again.Attempt) : (-1, -1));
    }

    [Fact]
    public void Cancel_ChunkThatMayHaveBeenSent_EndsAsUnknownNotSkipped()
    {
        var ledger = Started();
        ledger.Lose(ledger.Grant(0, "silo", Sender)!.Number);
        ledger.Cancel();
        Assert.False(ledger.TryEnd(Now));
        ledger.SettleLost(ledger.State.Lost.Single(), 10);
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((10L, 20L), (ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void Return_WhileCancellingAChunkThatMayHaveBeenSent_EndsAsUnknownNotSkipped()
    {
        var ledger = Started();
        ledger.Lose(ledger.Grant(0, "silo", Sender)!.Number);
        var again = ledger.Grant(0, "silo", Sender)!;
        ledger.Cancel();
        ledger.Return(again.Number);
        Assert.False(ledger.TryEnd(Now));
        ledger.SettleLost(again.Chunk, 10);
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal((10L, 20L), (ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void Report_SkippedAfterALostLease_EndsAsUnknownNotSkipped()
    {
        var ledger = Started();
        ledger.Lose(ledger.Grant(0, "silo", Sender)!.Number);
        var again = ledger.Grant(0, "silo", Sender)!;
        ledger.Report(new ChunkReport(again.Number, 4, 0)
        {
            SkippedBy = [new(SkipReason.Cancelled, 5), new(SkipReason.LeftAudience, 1)],
        });
        Assert.Equal((4L, 5L, 1L), (ledger.Counts().Accepted, ledger.Counts().Unknown, ledger.Counts().Skipped));
    }

    [Fact]
    public void TryEnd_DevicesThatLeftUnseen_AreSkipped()
    {
        var ledger = new Ledger(new LedgerState(), UnknownPolicy.AtLeastOnce);
        ledger.Start(1, 12, 0, Now);
        ledger.Report(Accepted(ledger.Grant(0, "silo", Sender)!.Number));
        Assert.True(ledger.TryEnd(Now));
        Assert.Equal([new(SkipReason.LeftAudience, 2)], ledger.Counts().SkippedBy.AsEnumerable());
    }

    private static Ledger Started(UnknownPolicy policy = UnknownPolicy.AtLeastOnce)
    {
        var ledger = new Ledger(new LedgerState(), policy);
        ledger.Start(3, 30, 0, Now);
        return ledger;
    }

    private static ChunkReport Accepted(long lease) => new(lease, 10, 0);

    private static void Step(Ledger ledger, List<long> lost, int kind, int choice)
    {
        var open = ledger.State.Open;
        var lease = open.Count > 0 ? open[choice % open.Count].Number : 0;
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
            case 3 when lease != 0:
                ledger.Lose(lease);
                lost.Add(lease);
                break;
            case 4 when lease != 0:
                ledger.Return(lease);
                break;
            case 5 when lease != 0:
                ledger.Report(new ChunkReport(lease, 5, 1) { RejectedBy = [new("410 Unregistered", 3)], SkippedBy = [new("Expired", 1)] });
                break;
            case 6 when ledger.State.Lost.Count > 0:
                ledger.SettleLost(ledger.State.Lost[0], 10);
                break;
            case > 6:
                ledger.Grant(choice % 3, "silo", Sender);
                break;
        }
    }

    private static bool IsConsistent(Ledger ledger)
    {
        var counts = ledger.Counts();
        var state = ledger.State;
        int[] unfinished = [.. state.Open.Select(lease => lease.Chunk), .. state.Waiting.Select(chunk => chunk.Chunk), .. state.Lost];
        return counts.Audience == counts.Pending + counts.Accepted + counts.Rejected + counts.Skipped + counts.Unknown
            && counts.Pending >= 0
            && unfinished.Distinct().Count() == unfinished.Length
            && Array.TrueForAll(unfinished, chunk => (state.Finished[chunk / 8] & (1 << (chunk % 8))) == 0);
    }
}
