using CsCheck;

namespace Push.Grains.Wallet;

public sealed class DevicePassesTests
{
    [Fact]
    public void Since_TagGivenBefore_ListsWhatChangedAfter()
    {
        var passes = Passes("a", "b", "c");
        var first = passes.Since(null, passes.State.Count)!;
        Assert.Equal(["a", "b", "c"], first.Serials);
        Assert.Null(Since(passes, first.Tag));
        Change(passes, "b", 2);
        Assert.Equal(["b"], Since(passes, first.Tag)!.Serials);
        Assert.Equal(["b"], Since(passes, first.Tag)!.Serials);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0-1")]
    [InlineData("1-99999999999999999999")]
    [InlineData("Wed, 25 Nov 2026 20:00:00 GMT")]
    [InlineData("-")]
    public void Since_TagOfAnotherRecord_ListsAll(string tag) => Assert.Equal(["a", "b"], Since(Passes("a", "b"), tag)!.Serials);

    [Fact]
    public void Since_ChangeNotStored_IsListedUnderATagThatListsItAgain()
    {
        var passes = Passes("a");
        var stored = passes.State.Count;
        Change(passes, "a", 2);
        var early = passes.Since(null, stored)!;
        // The silo ends, and what was not stored is forgotten; another change takes the same place.
        Assert.Equal(["a"], passes.Since(UpdateTag.TryParse(early.Tag), passes.State.Count)!.Serials);
    }

    [Fact]
    public void Since_TagFromTheFuture_ListsAll()
    {
        var passes = Passes("a");
        Assert.Equal(["a"], passes.Since(new UpdateTag(passes.State.Epoch, passes.State.Count + 1), passes.State.Count)!.Serials);
    }

    [Fact]
    public void Mark_OldRevision_IsNoNews()
    {
        var passes = Passes("a");
        Change(passes, "a", 3);
        Assert.False(passes.Mark(passes.Find("a")!, 3));
        Assert.False(passes.Mark(passes.Find("a")!, 2));
        Assert.True(passes.IsOwed("a"));
    }

    [Fact]
    public void Enter_DeviceThatIsOwedNothing_IsOwedNothing()
    {
        var passes = Passes("a");
        Assert.False(passes.IsOwed("a"));
        Change(passes, "a", 2);
        passes.Enter("b", 0, 1);
        Assert.True(passes.IsOwed("a"));
    }

    [Fact]
    public void Since_AnyOrderOfChangesAndQuestions_MissesNothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.Bool).Array[1, 60].Sample(steps =>
        {
            var passes = Passes("p0", "p1", "p2", "p3", "p4");
            var device = new long[5];
            var tag = passes.Since(null, passes.State.Count)!.Tag;
            var revisions = new long[5];
            foreach (var (pass, asks) in steps)
            {
                Change(passes, $"p{pass}", (revisions[pass] += 1) + 1);
                if (!asks) continue;
                var updated = Since(passes, tag)!;
                tag = updated.Tag;
                foreach (var serial in updated.Serials) device[serial[1] - '0'] = revisions[serial[1] - '0'];
                Assert.Equal(revisions, device);
            }
        });

    private static DevicePasses Passes(params string[] serials)
    {
        var passes = new DevicePasses(new PassDeviceState());
        foreach (var serial in serials) passes.Enter(serial, 0, 1);
        return passes;
    }

    private static void Change(DevicePasses passes, string serial, long revision) =>
        Assert.True(passes.Mark(passes.Find(serial)!, revision));

    private static UpdatedPasses? Since(DevicePasses passes, string tag) =>
        passes.Since(UpdateTag.TryParse(tag), passes.State.Count);
}
