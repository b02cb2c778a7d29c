using Push.Grains.Apps;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

public sealed class SegmentChangesTests
{
    private static readonly byte[] News = [1, 4, 1, (byte)'n'];

    [Fact]
    public void Remove_RetiredDevice_LeavesOnlyThatItIsRetiredAndSinceWhen()
    {
        var retired = Retire(Rows.Member(1) with { Attributes = News }, at: Rows.Now + 5);

        var removed = SegmentChanges.Remove(retired, Rows.Now + 9)!.Value;

        Assert.Equal((RetirementReason.Unregistered, Rows.Now + 5), (removed.Retired, removed.EndedAt));
        Assert.True(removed.Attributes.IsEmpty);
        Assert.Null(SegmentChanges.Describe(removed));
        Assert.Null(SegmentChanges.Remove(removed, Rows.Now + 10));
    }

    [Fact]
    public void Remove_DeviceThatIsNoMember_LeavesItsNote()
    {
        var note = Retire(null, at: Rows.Now);
        Assert.Null(SegmentChanges.Remove(note, Rows.Now + 1));
        Assert.Null(SegmentChanges.Remove(null, Rows.Now + 1));
    }

    [Fact]
    public void Register_RetiredAndThenUnregistered_BeginsWithoutAttributes()
    {
        var removed = SegmentChanges.Remove(Retire(Rows.Member(1) with { Attributes = News }, at: Rows.Now + 1), Rows.Now + 2);

        var (row, result) = SegmentChanges.Register(removed, new Registration(Rows.TokenOf(1)), Rows.Now + 3);

        Assert.Equal((RegisterResult.Added, true, Rows.Now + 3), (result, row.IsActive, row.AddedAt));
        Assert.True(row.Attributes.IsEmpty);
    }

    [Theory]
    [InlineData(Rows.Now, false)]
    [InlineData(Rows.Now + 1, true)]
    public void Import_OfADeviceThatWasRetiredAndUnregistered_BringsItBackOnlyWhenItRegisteredLater(long registeredAt, bool comesBack)
    {
        var removed = SegmentChanges.Remove(Retire(Rows.Member(1, addedAt: 1), at: Rows.Now), Rows.Now + 5)!.Value;
        var import = new DeviceRow { Token = removed.Token, AddedAt = Rows.Now + 9, RegisteredAt = registeredAt, Attributes = News };

        var (row, joined) = SegmentChanges.Import(removed, import);

        Assert.Equal((comesBack, comesBack, !comesBack), (joined, row.IsActive, row.Attributes.IsEmpty));
    }

    [Theory]
    [InlineData(Rows.Now, DeviceEffect.None)]
    [InlineData(Rows.Now + 1, DeviceEffect.Retired)]
    public void Judge_UnregisteredDeviceOfAList_KnowsWhenItRegistered(long goneSince, DeviceEffect expected)
    {
        var removed = SegmentChanges.Remove(Rows.Member(1), Rows.Now + 2);
        var judgement = new Judgement(Rows.TokenOf(1), RetirementReason.Unregistered, goneSince, 0);
        Assert.Equal(expected, SegmentChanges.Judge(removed, judgement, Rows.Now + 3, Rows.Now + 3).Effect);
    }

    [Fact]
    public void Judge_UnregisteredDeviceOfAList_LeavesANoteThatIsNoRecipientOfAnything()
    {
        var note = Retire(SegmentChanges.Remove(Rows.Member(1), Rows.Now + 2), at: Rows.Now + 9);
        Assert.Equal((true, false, Rows.Now + 9), (note.IsNote, note.IsRemoved, note.EndedAt));
        Assert.False(note.LeftSince(Rows.Now + 5));
    }

    [Fact]
    public void Settle_ProposalAboutAnUnregisteredDeviceOfAList_RetiresIt()
    {
        var removed = SegmentChanges.Remove(Rows.Member(1), Rows.Now + 2);
        var proposed = Propose(removed, stamp: Rows.Now + 3);

        var settled = SegmentChanges.Settle(proposed, new Settlement(ProposalDecision.Retire, [Rows.Now + 3]), Rows.Now + 4)!.Value;

        Assert.Equal((RetirementReason.BadDeviceToken, Rows.Now + 4), (settled.Retired, settled.EndedAt));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(Rows.Now + 10, true)]
    [InlineData(Rows.Now + 11, false)]
    public void Import_OfAProposedDevice_EndsTheProposalOnlyWhenItRegisteredLater(long registeredAt, bool isProposed)
    {
        var proposed = Propose(Rows.Member(1), stamp: Rows.Now + 10);
        var table = SegmentTable.Empty.Set([proposed], Rows.Now);
        var import = Rows.Of(new DeviceRow { Token = Rows.TokenOf(1), AddedAt = Rows.Now + 20, RegisteredAt = registeredAt });

        var row = table.Import(import, Rows.Now + 20).Table.Find(Rows.TokenOf(1))!.Value;

        Assert.Equal(isProposed, row.ProposedAt > 0);
        Assert.Equal(isProposed, SegmentChanges.Settle(row, new Settlement(ProposalDecision.Retire, []), Rows.Now + 30) is not null);
    }

    private static DeviceRow Retire(DeviceRow? row, long at) => SegmentChanges.Judge(
        row, new Judgement(Rows.TokenOf(1), RetirementReason.Unregistered, GoneSince: at, RegisteredAt: 0), at, at).Changed!.Value;

    private static DeviceRow Propose(DeviceRow? row, long stamp) => SegmentChanges.Judge(
        row, new Judgement(Rows.TokenOf(1), RetirementReason.BadDeviceToken, GoneSince: 0, RegisteredAt: 0), stamp, stamp).Changed!.Value;
}
