using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>A new activation of a campaign, of whose remainders only the chunks are known until their notes have been read.</summary>
public sealed class LedgerTakeUpTests
{
    private const long Time = 1_000_000;
    private const long Due = Time + 500;
    private const int PerChunk = 10;

    [Fact]
    public void Ledger_NewActivation_KnowsWhichChunksOwe()
    {
        var ledger = Started(chunks: 4);
        Owe(ledger);
        ledger.Report(new ChunkReport(Grant(ledger)!.Number, PerChunk, 0) { HasNotes = true }, Time);
        Owe(ledger);
        Assert.Empty(ledger.Unread);
        Assert.Equal([0, 2], Again(ledger).Unread);
    }

    [Fact]
    public void Ledger_NotesUnread_LeasesOtherChunksAndDoesNotEnd()
    {
        var ledger = Started(chunks: 2);
        Owe(ledger);
        ledger = Again(ledger);
        ledger.Report(new ChunkReport(Grant(ledger)!.Number, PerChunk, 0), Time);
        Assert.Null(Grant(ledger, Due));
        Assert.False(ledger.TryEnd(default));

        ledger.TakeUp(0, new Remainder(1, 4, 0, Due));
        Assert.Null(Grant(ledger, Due - 1));
        var remainder = Grant(ledger, Due)!;
        Assert.Equal((0, 1L, 4), (remainder.Chunk, remainder.Remainder!.Basis, remainder.Remainder.Devices));
        ledger.Report(new ChunkReport(remainder.Number, 4, 0), Due);
        Assert.True(ledger.TryEnd(default));
        Assert.Equal(2 * PerChunk, ledger.Counts().Accepted);
    }

    [Fact]
    public void Ledger_NotesUnreadAndServerInTrouble_LeasesNothingElse()
    {
        var ledger = Started(chunks: 2);
        Owe(ledger, isTroubled: true);
        ledger = Again(ledger);
        Assert.False(ledger.HasWork(Due));
        ledger.TakeUp(0, new Remainder(1, 4, 0, Due));
        Assert.Equal(0, Grant(ledger, Due)?.Chunk);
    }

    [Fact]
    public void TakeUp_Twice_IsLeasedOnce()
    {
        var ledger = Started(chunks: 1);
        Owe(ledger);
        ledger = Again(ledger);
        var remainder = new Remainder(1, 4, 0, Due);
        ledger.TakeUp(0, remainder);
        Assert.NotNull(Grant(ledger, Due));
        ledger.TakeUp(0, remainder);
        Assert.Null(Grant(ledger, Due));
    }

    // Its sender may have noted something that never counted: the ledger says under which number the notes count.
    [Fact]
    public void Lose_ARemainder_StandsInTheStateAndIsNotRead()
    {
        var ledger = Started(chunks: 1);
        Owe(ledger);
        ledger.Lose(Grant(ledger, Due)!.Number);
        ledger = Again(ledger);
        Assert.Empty(ledger.Unread);
        Assert.Equal(1, ledger.BasisOf(0));
        Assert.Equal((1, 1L), Grant(ledger, Due) is { } again ? (again.Attempt, again.Remainder!.Basis) : default);
    }

    [Fact]
    public void Return_ARemainder_StandsNowhereAndIsRead()
    {
        var ledger = Started(chunks: 1);
        Owe(ledger);
        ledger.Return(Grant(ledger, Due)!.Number);
        Assert.Empty(ledger.State.Waiting);
        Assert.Equal([0], Again(ledger).Unread);
        Assert.Equal(0, Grant(ledger, Due)?.Attempt);
    }

    [Fact]
    public void Cancel_NotesUnread_EndsOnlyWhenTheyWereRead()
    {
        var ledger = Started(chunks: 2);
        Owe(ledger);
        ledger = Again(ledger);
        ledger.Cancel();
        Assert.Empty(ledger.TakeLost(10));
        Assert.False(ledger.TryEnd(default));

        ledger.TakeUp(0, new Remainder(1, 4, 0, Due));
        var lost = Assert.Single(ledger.TakeLost(10));
        Assert.Equal(new WaitingChunk(0, 0, new Remainder(1, 4, 0, Due)), lost);
        ledger.SettleLost(lost, new ChunkReport(0, 0, 0) { SkippedBy = [new(SkipReason.Cancelled, 4)] });
        Assert.True(ledger.TryEnd(default));
        Assert.Equal((6L, 14L), (ledger.Counts().Accepted, ledger.Counts().Skipped));
    }

    [Fact]
    public void TakeLost_ManyRemaindersOfACancelledCampaign_TakesAFewAtATime()
    {
        var ledger = Started(chunks: 100);
        for (var i = 0; i < 100; i++) Owe(ledger);
        ledger.Cancel();
        Assert.Equal(64, ledger.TakeLost(64).Count);
        Assert.Equal(64, ledger.TakeLost(64).Count);
        Assert.Equal(64, ledger.State.Lost.Count);
        Assert.Equal(36, Again(ledger).Unread.Count);
    }

    private static Ledger Started(int chunks)
    {
        var ledger = new Ledger(new LedgerState(), UnknownPolicy.AtLeastOnce);
        ledger.Start(chunks, chunks * PerChunk, 0, default);
        return ledger;
    }

    private static Ledger Again(Ledger ledger) => new(ledger.State, UnknownPolicy.AtLeastOnce);

    private static OpenLease? Grant(Ledger ledger, long now = Time) => ledger.Grant(0, "silo", Guid.Empty, now);

    private static void Owe(Ledger ledger, bool? isTroubled = null) =>
        ledger.Report(new ChunkReport(Grant(ledger)!.Number, PerChunk - 4, 0)
        {
            Remainder = new RemainderSummary(4, 0, TimeSpan.FromMilliseconds(Due - Time)),
            IsTroubled = isTroubled,
        }, Time);
}
