namespace Push.Grains.Audiences;

/// <summary>Reads what a campaign wants out of a segment's rows.</summary>
internal static class SegmentReader
{
    /// <summary>
    /// The members of a class that registered before a time. When that is all there is, the stored block itself is the
    /// answer, and nothing is copied.
    /// </summary>
    /// <param name="table">The segment's rows.</param>
    /// <param name="belongs">Whether a row belongs to the class and to this segment; null: all do.</param>
    /// <param name="before">The time.</param>
    /// <param name="filter">Only devices that it means; null: all.</param>
    public static ChunkRows ReadChunk(
        SegmentTable table, Func<DeviceRow, bool>? belongs, long before, AudienceFilter? filter = null)
    {
        if (filter is null && belongs is null && table.Delta.Count == 0 && AreAllMembers(table.Rows, before)) return new ChunkRows(table.Rows, 0);
        var members = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(table.Rows), table.Rows.Bytes.Length);
        var left = 0;
        foreach (var row in table.All())
        {
            if (belongs is not null && !belongs(row)) continue;
            if (row.IsActive && row.AddedAt < before)
            {
                if (IsMeant(row, filter)) members.Add(row);
            }
            else if (filter is null && row.LeftSince(before))
            {
                left++;
            }
        }
        return new ChunkRows(members.ToRows(), left);
    }

    /// <summary>The retired devices, notes on devices that aren't members included.</summary>
    public static DeviceRows ReadRetired(SegmentTable table, Func<DeviceRow, bool> belongs)
    {
        var retired = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(table.Rows));
        foreach (var row in table.All())
            if (row.Retired != Devices.RetirementReason.None && belongs(row)) retired.Add(row);
        return retired.ToRows();
    }

    /// <summary>
    /// How many members registered before a time, those that left since included; with a filter, those that it means now.
    /// </summary>
    public static int Count(
        SegmentTable table, Func<DeviceRow, bool>? belongs, long before, AudienceFilter? filter = null)
    {
        var count = 0;
        foreach (var row in table.All())
        {
            if (belongs is not null && !belongs(row)) continue;
            if (row.IsActive ? row.AddedAt < before && IsMeant(row, filter) : filter is null && row.LeftSince(before)) count++;
        }
        return count;
    }

    private static bool IsMeant(in DeviceRow row, AudienceFilter? filter) =>
        filter is null || filter.Matches(new AttributeReader(row.Attributes.Span));

    private static bool AreAllMembers(DeviceRows rows, long before)
    {
        foreach (var row in rows)
            if (!row.IsActive || row.AddedAt >= before) return false;
        return true;
    }
}
