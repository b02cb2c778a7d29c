using CsCheck;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

public sealed class SegmentTableTests
{
    // A dictionary is the model of the table, for any sequence of changes, imports and foldings.
    [Fact]
    public void Table_AnyChanges_HoldsTheLastRowOfEachDevice() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 4], Gen.Int[1, 1000])
        .List[0, 60].Sample(steps =>
        {
            var table = SegmentTable.Empty;
            var model = new Dictionary<DeviceToken, DeviceRow>();
            foreach (var (number, kind, time) in steps)
            {
                if (kind == 4)
                {
                    var import = Rows.Of([Rows.Imported(number, time), Rows.Imported(number + 1, time), Rows.Imported(number, time)]);
                    var expected = import.Count - 1 - Rows.TokensOf(import).Distinct().Count(
                        token => model.TryGetValue(token, out var row) && row.IsActive);
                    (table, var added, _, var duplicates) = table.Import(import, Rows.Now);
                    if ((added, added + duplicates) != (expected, import.Count)) return false;
                    foreach (var row in Rows.ToList(import))
                        if (!model.TryGetValue(row.Token, out var known) || !known.IsActive) model[row.Token] = row;
                    continue;
                }
                var changed = Rows.Member(number, time);
                table = table.Set([changed], Rows.Now);
                model[changed.Token] = changed;
                if (kind == 0) table = table.Fold(Rows.Now);
            }
            return table.All().Count() == model.Count
                && model.Values.All(row => table.Find(row.Token) is { } found && Rows.AreSame(found, row));
        });

    [Fact]
    public void Import_IntoFreshSegmentWithoutDuplicates_KeepsTheBlock()
    {
        var import = Rows.Of([Rows.Member(1), Rows.Member(2)]);
        Assert.Same(import, SegmentTable.Empty.Import(import, Rows.Now).Table.Rows);
    }

    [Fact]
    public void Fold_RemovedADayAgo_IsForgotten()
    {
        var yesterday = Rows.Now - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        var table = SegmentTable.Empty.Set(
            [Remove(Rows.Member(1), yesterday), Remove(Rows.Member(2), Rows.Now)], Rows.Now).Fold(Rows.Now);
        Assert.Equal([Rows.TokenOf(2)], table.All().Select(row => row.Token));
    }

    [Fact]
    public void Fold_RetiredBeforeOrAfterItWasUnregistered_IsKeptForLists()
    {
        var daysAgo = Rows.Now - (long)TimeSpan.FromDays(3).TotalMilliseconds;
        var first = Remove(Retire(Rows.Member(1, daysAgo - 10), daysAgo), daysAgo + 10);
        var last = Retire(Remove(Rows.Member(2, daysAgo - 10), daysAgo), daysAgo + 10);

        var table = SegmentTable.Empty.Set([first, last], Rows.Now).Fold(Rows.Now);

        Assert.Equal([Rows.TokenOf(1), Rows.TokenOf(2)], Rows.TokensOf(SegmentReader.ReadRetired(table, _ => true)));
    }

    [Fact]
    public void ReadChunk_AllMembers_IsTheStoredBlock()
    {
        var table = new SegmentTable(Rows.Of([Rows.Member(1), Rows.Member(2)]), DeviceRows.None);
        Assert.Same(table.Rows, SegmentReader.ReadChunk(table, null, Rows.Now + 1).Rows);
    }

    [Fact]
    public void ReadChunk_ChangedSinceTheStart_TakesMembersOfThenAndCountsWhoLeft()
    {
        var start = Rows.Now;
        var early = start - 10;
        var (renewed, _) = SegmentChanges.Register(Rows.Member(1, early), new Registration(Rows.TokenOf(1)), start + 5);
        var table = new SegmentTable(Rows.Of(
            [Rows.Member(1, early), Rows.Member(2, early), Rows.Member(3, early), Rows.Member(4, start + 1)]), DeviceRows.None)
            .Set([renewed, Retire(Rows.Member(2, early), start + 5), Remove(Rows.Member(3, early), start + 5)], Rows.Now);

        var chunk = SegmentReader.ReadChunk(table, null, start);

        Assert.Equal([Rows.TokenOf(1)], Rows.TokensOf(chunk.Rows));
        Assert.Equal(2, chunk.Left);
        Assert.Equal(3, SegmentReader.Count(table, null, start));
    }

    // Who was retired when the campaign began was never counted; who was retired since was.
    [Theory]
    [InlineData(-5, 0)]
    [InlineData(5, 1)]
    public void ReadChunk_RetiredAndThenUnregistered_LeftWhenItWasRetired(int retiredAt, int left)
    {
        var retired = Retire(Rows.Member(1, Rows.Now - 10), Rows.Now + retiredAt);
        var table = SegmentTable.Empty.Set([Remove(retired, Rows.Now + 9)], Rows.Now);
        Assert.Equal((0, left), (SegmentReader.ReadChunk(table, null, Rows.Now) is var chunk ? (chunk.Rows.Count, chunk.Left) : default));
        Assert.Equal(left, SegmentReader.Count(table, null, Rows.Now));
    }

    [Fact]
    public void Import_WithAttributesAndTimes_ChangesMembersAndLeavesThoseItSaysNothingNewOf()
    {
        byte[] news = [1, 4, 1, (byte)'n'];
        var table = SegmentTable.Empty.Set([Rows.Member(1), Rows.Member(2), Rows.Member(3)], Rows.Now);
        var import = Rows.Of(
            new DeviceRow { Token = Rows.TokenOf(1), AddedAt = Rows.Now + 9, RegisteredAt = 0, Attributes = news },
            new DeviceRow { Token = Rows.TokenOf(2), AddedAt = Rows.Now + 9, RegisteredAt = Rows.Now + 5 },
            Rows.Imported(3, Rows.Now + 9));

        var merge = table.Import(import, Rows.Now);

        Assert.Equal((0, 2, 1), (merge.Added, merge.Updated, merge.Duplicates));
        Assert.Equal(news, merge.Table.Find(Rows.TokenOf(1))!.Value.Attributes.ToArray());
        Assert.Equal(Rows.Now + 5, merge.Table.Find(Rows.TokenOf(2))!.Value.RegisteredAt);
        Assert.All(merge.Table.All(), row => Assert.Equal(Rows.Now, row.AddedAt));
        Assert.Equal((0, 0, 3), (merge.Table.Import(import, Rows.Now) is var again ? (again.Added, again.Updated, again.Duplicates) : default));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(Rows.Now, false)]
    [InlineData(Rows.Now + 1, true)]
    public void Import_OfARetiredDevice_RevivesItOnlyWhenItRegisteredLater(long registeredAt, bool revived)
    {
        var retired = new DeviceRow
        {
            Token = Rows.TokenOf(1),
            AddedAt = 1,
            RegisteredAt = 1,
            Retired = RetirementReason.Unregistered,
            EndedAt = Rows.Now,
        };
        var table = SegmentTable.Empty.Set([retired], Rows.Now);
        var import = Rows.Of(new DeviceRow { Token = Rows.TokenOf(1), AddedAt = Rows.Now + 9, RegisteredAt = registeredAt });
        Assert.Equal(revived, table.Import(import, Rows.Now + 9).Table.Find(Rows.TokenOf(1))!.Value.IsActive);
    }

    private static DeviceRow Remove(DeviceRow row, long at) => SegmentChanges.Remove(row, at)!.Value;

    private static DeviceRow Retire(DeviceRow row, long at) => SegmentChanges.Judge(
        row, new Judgement(row.Token, RetirementReason.Unregistered, GoneSince: at, RegisteredAt: 0), at, at).Changed!.Value;
}
