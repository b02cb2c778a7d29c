using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>
/// The rows of a segment: one large block and a small one that overrides it. Changes make new blocks and leave the old
/// ones as they are, so whoever reads at the same time sees one state.
/// </summary>
internal sealed record SegmentTable(DeviceRows Rows, DeviceRows Delta)
{
    /// <summary>With so many changed rows the delta is folded in.</summary>
    public const int FoldAt = 64;

    // Campaigns that started before a removal still count the device, as one that left.
    private static readonly long KeepRemoved = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    public static SegmentTable Empty { get; } = new(DeviceRows.None, DeviceRows.None);

    public bool ShouldFold => Delta.Count >= FoldAt;

    /// <summary>Rows that are there, retired ones and notes included; at most the delta's count too high.</summary>
    public int Size => Rows.Count + Delta.Count;

    public DeviceRow? Find(DeviceToken token) => Find(Delta, token) ?? Find(Rows, token);

    /// <summary>Sets rows, each in place of the one with the same token.</summary>
    public SegmentTable Set(IReadOnlyCollection<DeviceRow> changed, long now)
    {
        var tokens = changed.Select(row => row.Token).ToHashSet();
        var delta = new DeviceRowsWriter(now);
        foreach (var row in Delta)
            if (!tokens.Contains(row.Token)) delta.Add(row);
        foreach (var row in changed) delta.Add(row);
        return this with { Delta = delta.ToRows() };
    }

    /// <summary>One block without a delta, and without the rows that were removed a day ago or more, unless they are retired.</summary>
    public SegmentTable Fold(long now)
    {
        if (Delta.Count == 0) return this;
        var rows = new DeviceRowsWriter(BaseTime(now), Rows.Bytes.Length + Delta.Bytes.Length);
        foreach (var row in All())
            if (IsKept(row, now)) rows.Add(row);
        return new SegmentTable(rows.ToRows(), DeviceRows.None);
    }

    /// <summary>
    /// Adds devices that aren't members, and changes those that are as the import says. Of a device that stands in the import twice
    /// the first counts.
    /// </summary>
    public SegmentMerge Import(DeviceRows import, long now)
    {
        // The usual case: a fresh segment, and a list without duplicates. The block is stored as it came.
        if (Size == 0 && AreDistinct(import))
            return new SegmentMerge(new SegmentTable(import, DeviceRows.None), import.Count, 0, 0);
        var coming = new Dictionary<DeviceToken, DeviceRow>(import.Count);
        foreach (var row in import) coming.TryAdd(row.Token, row);
        var (added, updated) = (0, 0);
        var rows = new DeviceRowsWriter(BaseTime(now), Rows.Bytes.Length + Delta.Bytes.Length + import.Bytes.Length);
        foreach (var known in All())
        {
            var row = known;
            if (coming.Remove(known.Token, out var news))
            {
                (row, var joined) = SegmentChanges.Import(known, news);
                if (joined) added++;
                else if (IsUpdated(known, row)) updated++;
            }
            if (IsKept(row, now)) rows.Add(row);
        }
        foreach (var row in import)
        {
            if (!coming.Remove(row.Token)) continue;
            rows.Add(row);
            added++;
        }
        var table = added + updated == 0 ? this : new SegmentTable(rows.ToRows(), DeviceRows.None);
        return new SegmentMerge(table, added, updated, import.Count - added - updated);
    }

    /// <summary>Every row once, the newer of two.</summary>
    public IEnumerable<DeviceRow> All()
    {
        if (Delta.Count == 0) return Each(Rows);
        var overridden = Each(Delta).Select(row => row.Token).ToHashSet();
        return Each(Rows).Where(row => !overridden.Contains(row.Token)).Concat(Each(Delta));
    }

    /// <summary>The rows for which a condition holds, in one block.</summary>
    public SegmentTable Where(Func<DeviceRow, bool> condition)
    {
        var rows = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(Rows), Rows.Bytes.Length);
        foreach (var row in All())
            if (condition(row)) rows.Add(row);
        return new SegmentTable(rows.ToRows(), DeviceRows.None);
    }

    private static bool AreDistinct(DeviceRows rows)
    {
        var tokens = new HashSet<DeviceToken>(rows.Count);
        foreach (var row in rows)
            if (!tokens.Add(row.Token)) return false;
        return true;
    }

    private static bool IsUpdated(in DeviceRow known, in DeviceRow row) => row.RegisteredAt != known.RegisteredAt
        || row.ProposedAt != known.ProposedAt || !row.Attributes.Span.SequenceEqual(known.Attributes.Span);

    private static bool IsKept(DeviceRow row, long now) =>
        !row.IsRemoved || row.Retired != RetirementReason.None || row.EndedAt > now - KeepRemoved;

    private long BaseTime(long now) => Rows.Count > 0 ? DeviceRowsWriter.BaseTimeOf(Rows) : now;

    private static IEnumerable<DeviceRow> Each(DeviceRows rows)
    {
        foreach (var row in rows) yield return row;
    }

    private static DeviceRow? Find(DeviceRows rows, DeviceToken token)
    {
        foreach (var row in rows)
            if (row.Token == token) return row;
        return null;
    }
}

/// <summary>What an import made of a segment.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Added">Devices that became members.</param>
/// <param name="Updated">Members that changed.</param>
/// <param name="Duplicates">Devices of the import that changed nothing.</param>
internal readonly record struct SegmentMerge(SegmentTable Table, int Added, int Updated, int Duplicates);
