using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Clusters;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>Segment 0 is split for segment 1, while devices change and the store is slow or fails.</summary>
public sealed class SegmentSplitTests
{
    private const string SegmentState = "segment";

    private static readonly string Audience = AudienceKey.OfApp(PushCluster.App);

    // One that goes to the new segment.
    private static readonly DeviceToken Token = Enumerable.Range(1, 100).Select(Rows.TokenOf)
        .First(token => LinearHash.Address(TokenHash.Of(token), 2) == 1);

    [Fact]
    public async Task Settle_DuringASplit_IsNotUndone()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Segment(cluster, 0).Register(1, new Registration(Token));
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await Segment(cluster, 0).Judge(1, new Judgements([new Judgement(Token, RetirementReason.BadDeviceToken, 0, 0)], stamp));

        await ChangeWhileSplittingAsync(cluster, (segment, segments) =>
            segment.Settle(segments, new Settlement(ProposalDecision.Forget, [stamp])));

        Assert.False((await FindAsync(cluster)).IsProposed);
    }

    [Fact]
    public async Task Import_OfAttributesDuringASplit_IsNotUndone()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Segment(cluster, 0).Register(1, new Registration(Token));
        var vip = new DeviceAttributesBuilder().AddTag("vip").Build();
        var import = Rows.Of(Rows.Imported(0, Rows.Now) with { Token = Token, Attributes = vip.Bytes });

        await ChangeWhileSplittingAsync(cluster, async (segment, segments) =>
        {
            var answer = await segment.Import(segments, import);
            return answer.Moved > 0 ? SegmentReply.MovedTo<int>(answer.Moved) : SegmentReply.Of(answer.Updated);
        });

        Assert.Equal(vip, (await FindAsync(cluster)).Attributes);
    }

    [Fact]
    public async Task Find_WhileASplitIsNotStored_IsNotSentToTheNewSegment()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Segment(cluster, 0).Register(1, new Registration(Token));
        var (removing, hold) = HoldWrite(cluster, number: 2);
        var split = Segment(cluster, 0).Split(1, epoch: 1);
        await removing;

        Assert.Equal(0, (await Segment(cluster, 0).Find(1, Token)).Moved);
        hold.SetResult();
        await split;
        Assert.Equal(2, (await Segment(cluster, 0).Find(1, Token)).Moved);
    }

    [Fact]
    public async Task Split_BrokenOff_HandsOverWhatChangedSince()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Segment(cluster, 0).Register(1, new Registration(Token));
        var writes = 0;
        cluster.BeforeWrite = state => state == SegmentState && ++writes == 2 ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => Segment(cluster, 0).Split(1, epoch: 1));
        Assert.True((await Segment(cluster, 0).Unregister(1, Token)).Value);

        await Segment(cluster, 0).Split(1, epoch: 2);

        Assert.Null((await Segment(cluster, 1).Find(2, Token)).Value);
    }

    [Fact]
    public async Task Split_StoredAlthoughItFailed_LeavesTheNewSegmentAsItIs()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var writes = 0;
        cluster.AfterWrite = state => state == SegmentState && ++writes == 2 ? throw new IOException("lost") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => Segment(cluster, 0).Split(1, epoch: 1));
        Assert.Equal(2, (await Segment(cluster, 0).Register(1, new Registration(Token))).Moved);
        await Segment(cluster, 1).Register(2, new Registration(Token));

        await Segment(cluster, 0).Split(1, epoch: 2);

        Assert.NotNull((await Segment(cluster, 1).Find(2, Token)).Value);
    }

    [Fact]
    public async Task Adopt_OfAnOlderAttempt_IsRefused()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Segment(cluster, 1).Adopt(Rows.Of(Rows.Member(1)), epoch: 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Segment(cluster, 1).Adopt(DeviceRows.None, epoch: 1));
        Assert.Equal(1, (await Segment(cluster, 1).Count(new ChunkRead(2, new HashClass(0, 1), long.MaxValue))).Value);
    }

    // The change comes when the rows have been handed over and are not removed yet.
    private static async Task ChangeWhileSplittingAsync(
        PushCluster cluster, Func<ISegmentGrain, int, Task<SegmentReply<int>>> change)
    {
        var (adopting, hold) = HoldWrite(cluster, number: 1);
        var split = Segment(cluster, 0).Split(1, epoch: 1);
        await adopting;
        var directory = new AudienceDirectory(cluster.Grains);
        directory.Learn(Audience, 1);
        var changing = directory.AskAsync(Audience, TokenHash.Of(Token), change);
        // Reads go on, and this one comes behind the change.
        Assert.Equal(0, (await Segment(cluster, 0).Find(1, Token)).Moved);
        hold.SetResult();
        await split;
        Assert.Equal(1, await changing);
    }

    private static (Task Begun, TaskCompletionSource End) HoldWrite(PushCluster cluster, int number)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writes = 0;
        cluster.BeforeWrite = state =>
        {
            if (state != SegmentState || ++writes != number) return Task.CompletedTask;
            begun.SetResult();
            return end.Task;
        };
        return (begun.Task, end);
    }

    private static ISegmentGrain Segment(PushCluster cluster, int number) =>
        cluster.Grains.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(Audience, number));

    private static async Task<DeviceRecord> FindAsync(PushCluster cluster) => (await Segment(cluster, 1).Find(2, Token)).Value!;
}
