using System.Buffers.Binary;
using System.Text;

namespace Push.Apns.Packages;

/// <summary>How an entry's bytes stand in the archive.</summary>
internal enum ZipMethod : ushort
{
    Stored = 0,
    Deflated = 8,
}

/// <summary>An entry as the directory lists it.</summary>
internal sealed record ZipEntry(string Name, ZipMethod Method, long Offset)
{
    /// <summary>Where its bytes begin; known when it was read.</summary>
    public long Data { get; init; }

    public long Length { get; init; }

    public long Compressed { get; init; }

    public uint Crc { get; init; }
}

/// <summary>
/// The records of a zip archive (PKWARE's APPNOTE.TXT, section 4.3). Times are fixed, so that equal contents make equal
/// archives.
/// </summary>
internal static class ZipFormat
{
    public const uint LocalHeader = 0x04034b50;
    public const uint Descriptor = 0x08074b50;
    public const uint DirectoryEntry = 0x02014b50;
    public const uint End = 0x06054b50;

    public const int LocalHeaderLength = 30;
    public const int DirectoryEntryLength = 46;
    public const int EndLength = 22;

    public const ushort Encrypted = 1;
    private const ushort SizesFollow = 1 << 3;
    private const ushort Utf8Names = 1 << 11;

    private const ushort Version = 20;
    private const ushort MadeOnUnix = 3 << 8 | Version;
    private const ushort FirstOfJanuary1980 = 1 << 5 | 1;
    private const uint ReadableFile = 0x81A4u << 16; // 0100644, as Unix says it

    public static void WriteLocalHeader(ZipOutput output, ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var follow = entry.Method == ZipMethod.Deflated;
        var record = new Fields(output.Take(LocalHeaderLength + name.Length));
        record.Add(LocalHeader);
        record.Add(Version);
        AddCommon(ref record, entry);
        record.Add(follow ? 0 : entry.Crc);
        record.Add(follow ? 0 : (uint)entry.Compressed);
        record.Add(follow ? 0 : (uint)entry.Length);
        record.Add((ushort)name.Length);
        record.Add((ushort)0);
        record.Add(name);
    }

    public static void WriteDescriptor(ZipOutput output, ZipEntry entry)
    {
        var record = new Fields(output.Take(16));
        record.Add(Descriptor);
        AddSizes(ref record, entry);
    }

    public static void WriteDirectoryEntry(ZipOutput output, ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var record = new Fields(output.Take(DirectoryEntryLength + name.Length));
        record.Add(DirectoryEntry);
        record.Add(MadeOnUnix);
        record.Add(Version);
        AddCommon(ref record, entry);
        AddSizes(ref record, entry);
        record.Add((ushort)name.Length);
        record.Add((ushort)0); // extra field
        record.Add((ushort)0); // comment
        record.Add((ushort)0); // disk
        record.Add((ushort)0); // internal attributes
        record.Add(ReadableFile);
        record.Add((uint)entry.Offset);
        record.Add(name);
    }

    public static void WriteEnd(ZipOutput output, int entries, long start, long length)
    {
        var record = new Fields(output.Take(EndLength));
        record.Add(End);
        record.Add(0u); // disks
        record.Add((ushort)entries);
        record.Add((ushort)entries);
        record.Add((uint)length);
        record.Add((uint)start);
        record.Add((ushort)0); // comment
    }

    private static void AddCommon(ref Fields record, ZipEntry entry)
    {
        record.Add((ushort)(Utf8Names | (entry.Method == ZipMethod.Deflated ? SizesFollow : 0)));
        record.Add((ushort)entry.Method);
        record.Add((ushort)0); // midnight
        record.Add(FirstOfJanuary1980);
    }

    private static void AddSizes(ref Fields record, ZipEntry entry)
    {
        record.Add(entry.Crc);
        record.Add((uint)entry.Compressed);
        record.Add((uint)entry.Length);
    }

    private ref struct Fields(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Add(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_rest, value);
            _rest = _rest[sizeof(ushort)..];
        }

        public void Add(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_rest, value);
            _rest = _rest[sizeof(uint)..];
        }

        public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_rest);
    }
}
