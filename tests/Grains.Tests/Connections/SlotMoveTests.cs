using Push.Grains.Audiences;
using Push.Grains.Clusters;
using Push.Simulator.Faults;

namespace Push.Grains.Connections;

public sealed class SlotMoveTests
{
    private const int Slots = 3;

    [Fact]
    public void Look_AtHome_Stays() => Assert.Equal(0, LooksUntilItGoes(new SlotMove(0), isHome: true, isIdle: true));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(5, 9)]
    public void Look_Misplaced_GoesAfterThreeSecondsForEachSlotBefore(int slot, int looks) =>
        Assert.Equal(looks, LooksUntilItGoes(new SlotMove(slot), isHome: false, isIdle: true));

    [Fact]
    public void Look_WithWorkOut_TakesNothingMoreAndGoesWhenItIsBack()
    {
        var move = Moving();
        Assert.False(move.Look(isHome: false, isIdle: false));
        Assert.True(move.IsMoving);
        Assert.True(move.Look(isHome: false, isIdle: true));
    }

    [Fact]
    public void Look_WorkNeverComesBack_GoesWhenABatchIsOverdue() => Assert.Equal(
        (int)(SlotMove.MaxDrain / SlotMove.Interval), LooksUntilItGoes(Moving(), isHome: false, isIdle: false));

    [Fact]
    public void Look_HomeAgainWhileItDrains_TakesBatchesAgain()
    {
        var move = Moving();
        Assert.False(move.Look(isHome: true, isIdle: true));
        Assert.False(move.IsMoving);
        Assert.Equal(2, LooksUntilItGoes(move, isHome: false, isIdle: true));
    }

    [Fact]
    public async Task Silo_Joins_SlotsMoveToItOneAfterTheOther()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        Assert.Equal(2, (await SilosAsync(cluster)).Distinct().Count());
        await cluster.Silos.StartAdditionalSiloAsync();

        await Until.HoldsAsync(async () => (await SilosAsync(cluster)).Distinct().Count() == 3);
        Assert.Contains(cluster.Log.Lines, line => line.Contains("moves to another silo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slot_MovesWithBatchesOut_AnswersBusy()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        cluster.Apns.Faults.Set(new SimulatorFaults { Latency = LatencyDistribution.Fixed(TimeSpan.FromHours(1)) });
        Assert.Equal(2, (await SilosAsync(cluster)).Distinct().Count());
        await cluster.Silos.StartAdditionalSiloAsync();
        var isBusy = new TaskCompletionSource();

        // Two for each slot: while one waits for answers that don't come, the other finds out.
        var sending = Enumerable.Range(0, 2 * Slots).Select(sender => SendUntilBusyAsync(Slot(cluster, sender % Slots), isBusy)).ToList();
        await isBusy.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        cluster.Apns.Faults.Clear();
        cluster.Apns.DropConnections();
        await Task.WhenAll(sending);
    }

    private static async Task SendUntilBusyAsync(IConnectionGrain slot, TaskCompletionSource isBusy)
    {
        var batch = new Batch(
            Guid.NewGuid(), PushCluster.Content() with { Topic = PushCluster.Topic }, Rows.Of([Rows.Member(1)]), TimeSpan.FromSeconds(30));
        while (!isBusy.Task.IsCompleted)
            if ((await slot.SendBatch(batch)).Answers[0] == Answer.Busy) isBusy.TrySetResult();
    }

    private static SlotMove Moving()
    {
        var move = new SlotMove(0);
        while (!move.IsMoving) Assert.False(move.Look(isHome: false, isIdle: false));
        return move;
    }

    // 0: it doesn't go at all.
    private static int LooksUntilItGoes(SlotMove move, bool isHome, bool isIdle)
    {
        for (var look = 1; look <= 100; look++)
            if (move.Look(isHome, isIdle)) return look;
        return 0;
    }

    private static async Task<List<string>> SilosAsync(PushCluster cluster)
    {
        var silos = new List<string>();
        for (var slot = 0; slot < Slots; slot++) silos.Add((await Slot(cluster, slot).GetStatus()).Silo);
        return silos;
    }

    private static IConnectionGrain Slot(PushCluster cluster, int slot) =>
        cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(PushCluster.App, slot).ToString());
}
