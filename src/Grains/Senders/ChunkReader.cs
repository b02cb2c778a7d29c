using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Senders;

/// <summary>
/// Reads the devices of a chunk from the segments that hold them. A list says only who belongs to it; whether a device
/// is retired stands with the devices of the app.
/// </summary>
/// <remarks>Called by <see cref="ChunkSender"/>; calls <see cref="ISegmentGrain"/>.</remarks>
internal sealed class ChunkReader(AudienceDirectory audiences)
{
    /// <param name="order">The campaign.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="withAttributes">Whether rows have what fills a template; else who they are is enough.</param>
    public async Task<ChunkRows> ReadAsync(SendingOrder order, int chunk, bool withAttributes)
    {
        var hashClass = new HashClass(chunk, order.Chunks);
        var audience = AudienceKey.Of(order.Spec.App, order.Spec.List);
        // There are as many segments as when the campaign started, at least.
        audiences.Learn(audience, order.Chunks);
        var parts = await audiences.AskAsync(audience, hashClass, (segment, segments) =>
            segment.ReadChunk(new ChunkRead(segments, hashClass, order.Before, order.Spec.Filter)));
        var rows = parts.Count == 1 ? parts[0] : new ChunkRows(
            Join(parts.Select(part => part.Rows), _ => true), parts.Sum(part => part.Left));
        if (order.Spec.List is null) return rows;
        rows = await WithoutRetiredAsync(order, hashClass, rows);
        return withAttributes && order.Spec.Content.Template is not null ? await WithAttributesAsync(order, hashClass, rows) : rows;
    }

    // What fills a template was imported with the list, or stands with the devices of the app.
    private async Task<ChunkRows> WithAttributesAsync(SendingOrder order, HashClass hashClass, ChunkRows chunk)
    {
        if (HaveAllAttributes(chunk.Rows)) return chunk;
        var blocks = await audiences.AskAsync(AudienceKey.OfApp(order.Spec.App), hashClass, (segment, segments) =>
            segment.ReadChunk(new ChunkRead(segments, hashClass, long.MaxValue)));
        var attributes = new Dictionary<DeviceToken, ReadOnlyMemory<byte>>();
        foreach (var block in blocks)
            foreach (var row in block.Rows)
                if (!row.Attributes.IsEmpty) attributes[row.Token] = row.Attributes;
        if (attributes.Count == 0) return chunk;
        var rows = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(chunk.Rows), chunk.Rows.Bytes.Length);
        foreach (var row in chunk.Rows)
            rows.Add(row.Attributes.IsEmpty && attributes.TryGetValue(row.Token, out var own) ? row with { Attributes = own } : row);
        return chunk with { Rows = rows.ToRows() };
    }

    private static bool HaveAllAttributes(DeviceRows rows)
    {
        foreach (var row in rows)
            if (row.Attributes.IsEmpty) return false;
        return true;
    }

    private async Task<ChunkRows> WithoutRetiredAsync(SendingOrder order, HashClass hashClass, ChunkRows chunk)
    {
        var blocks = await audiences.AskAsync(AudienceKey.OfApp(order.Spec.App), hashClass, (segment, segments) =>
            segment.ReadRetired(new ChunkRead(segments, hashClass, order.Before)));
        if (blocks.TrueForAll(block => block.Count == 0)) return chunk;
        var retired = new Dictionary<DeviceToken, long>();
        foreach (var block in blocks)
            foreach (var row in block) retired[row.Token] = row.EndedAt;
        // A list that names a later registration than the retirement knows better.
        var rows = Join([chunk.Rows], row => !retired.TryGetValue(row.Token, out var since) || row.RegisteredAt > since);
        return new ChunkRows(rows, chunk.Left + chunk.Rows.Count - rows.Count);
    }

    private static DeviceRows Join(IEnumerable<DeviceRows> blocks, Func<DeviceRow, bool> keep)
    {
        DeviceRowsWriter? rows = null;
        foreach (var block in blocks)
        {
            rows ??= new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(block), block.Bytes.Length);
            foreach (var row in block)
                if (keep(row)) rows.Add(row);
        }
        return rows?.ToRows() ?? DeviceRows.None;
    }
}
