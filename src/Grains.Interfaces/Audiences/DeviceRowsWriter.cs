using System.Buffers;
using System.Buffers.Binary;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>Packs devices into <see cref="DeviceRows"/>.</summary>
/// <param name="baseTime">The time that rows are likely to have, in milliseconds since 1970: it makes them short.</param>
/// <param name="capacity">How many bytes are expected.</param>
public sealed class DeviceRowsWriter(long baseTime, int capacity = 256)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(capacity, DeviceRows.HeaderSize));
    private int _count;

    /// <summary>Rows written so far.</summary>
    public int Count => _count;

    /// <summary>Adds a device that is a member from the base time on.</summary>
    /// <param name="token">The device.</param>
    /// <param name="registeredAt">When it was registered last; 0 when that is not known.</param>
    /// <param name="attributes">Its packed attributes.</param>
    public void Add(ReadOnlySpan<byte> token, long registeredAt = 0, ReadOnlySpan<byte> attributes = default)
    {
        var room = Begin(Varint.MaxSize * 4 + token.Length + 1 + attributes.Length);
        var at = 0;
        Varint.Write(room, ref at, (ulong)token.Length);
        token.CopyTo(room[at..]);
        at += token.Length;
        var flags = registeredAt == 0 ? RowFlags.RegistrationUnknown
            : registeredAt == baseTime ? RowFlags.None : RowFlags.RegisteredLater;
        room[at++] = (byte)(flags | (attributes.IsEmpty ? RowFlags.None : RowFlags.Attributes));
        room[at++] = 0;
        if (flags == RowFlags.RegisteredLater) Varint.WriteSigned(room, ref at, registeredAt - baseTime);
        if (!attributes.IsEmpty) WriteAttributes(room, ref at, attributes);
        _bytes.Advance(at);
    }

    /// <summary>Adds a row.</summary>
    public void Add(in DeviceRow row)
    {
        var token = row.Token.Bytes.Span;
        var room = Begin(Varint.MaxSize * 6 + 2 + token.Length + row.Attributes.Length);
        var flags = FlagsOf(row);
        var at = 0;
        Varint.Write(room, ref at, (ulong)token.Length);
        token.CopyTo(room[at..]);
        at += token.Length;
        room[at++] = (byte)flags;
        Varint.WriteSigned(room, ref at, row.AddedAt - baseTime);
        if ((flags & RowFlags.RegisteredLater) != 0) Varint.WriteSigned(room, ref at, row.RegisteredAt - baseTime);
        if ((flags & RowFlags.Retired) != 0) room[at++] = (byte)row.Retired;
        if ((flags & (RowFlags.Retired | RowFlags.Removed)) != 0) Varint.WriteSigned(room, ref at, row.EndedAt - baseTime);
        if ((flags & RowFlags.Proposed) != 0) Varint.WriteSigned(room, ref at, row.ProposedAt - baseTime);
        if ((flags & RowFlags.Attributes) != 0) WriteAttributes(room, ref at, row.Attributes.Span);
        _bytes.Advance(at);
    }

    /// <summary>What was written. The writer must not be used afterwards.</summary>
    public DeviceRows ToRows() => _count == 0 ? DeviceRows.None : new DeviceRows(_count, _bytes.WrittenMemory);

    /// <summary>The base time of a block.</summary>
    internal static long BaseTimeOf(DeviceRows rows) =>
        rows.Bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(rows.Bytes.Span[1..]);

    private Span<byte> Begin(int size)
    {
        if (_count++ == 0)
        {
            var header = _bytes.GetSpan(DeviceRows.HeaderSize);
            header[0] = DeviceRows.Version;
            BinaryPrimitives.WriteInt64LittleEndian(header[1..], baseTime);
            _bytes.Advance(DeviceRows.HeaderSize);
        }
        return _bytes.GetSpan(size);
    }

    private static void WriteAttributes(Span<byte> room, ref int at, ReadOnlySpan<byte> attributes)
    {
        Varint.Write(room, ref at, (ulong)attributes.Length);
        attributes.CopyTo(room[at..]);
        at += attributes.Length;
    }

    private static RowFlags FlagsOf(in DeviceRow row) =>
        (row.Attributes.IsEmpty ? 0 : RowFlags.Attributes)
        | (row.Retired == RetirementReason.None ? 0 : RowFlags.Retired)
        | (row.ProposedAt == 0 ? 0 : RowFlags.Proposed)
        | (row.IsRemoved ? RowFlags.Removed : 0)
        | (row.IsNote ? RowFlags.Note : 0)
        | (row.RegisteredAt == 0 ? RowFlags.RegistrationUnknown
            : row.RegisteredAt == row.AddedAt ? 0 : RowFlags.RegisteredLater);
}
