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
                    var import = Rows.Of([Rows.Member(number, time), Rows.Member(number + 1, time), Rows.Member(number, time)]);
                    var expected = import.Count - 1 - Rows.TokensOf(import).Distinct().Count(
                        token => model.TryGetValue(token, out var row) && row.IsActive);
                    (table, var added, var duplicates) = table.Import(import, Rows.Now);
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
            [SegmentChanges.Remove(Rows.Member(1), yesterday), SegmentChanges.Remove(Rows.Member(2), Rows.Now)], Rows.Now).Fold(Rows.Now);
        Assert.Equal([Rows.TokenOf(2)], table.All().Select(row => row.Token));
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
        var (retired, _) = SegmentChanges.Judge(Rows.Member(2, early),
            new Judgement(Rows.TokenOf(2), RetirementReason.Unregistered, start + 1, 0), start + 5, start + 5);
        var table = new SegmentTable(Rows.Of(
            [Rows.Member(1, early), Rows.Member(2, early), Rows.Member(3, early), Rows.Member(4, start + 1)]), DeviceRows.None)
            .Set([renewed, retired!.Value, SegmentChanges.Remove(Rows.Member(3, early), start + 5)], Rows.Now);

        var chunk = SegmentReader.ReadChunk(table, null, start);

        Assert.Equal([Rows.TokenOf(1)], Rows.TokensOf(chunk.Rows));
        Assert.Equal(2, chunk.Left);
        Assert.Equal(3, SegmentReader.Count(table, null, start));
    }
}
