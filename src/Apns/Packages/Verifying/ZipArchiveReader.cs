using System.Buffers.Binary;
using System.Text;

namespace Push.Apns.Packages;

/// <summary>
/// Reads the directory of a zip archive that may come from anybody: within bounds, without trusting one number, and without
/// holding more than the directory. It is stricter than archives need, since a package has no use for the rest: no 64 bits,
/// parts, encryption, links or overlapping entries.
/// </summary>
internal sealed class ZipArchiveReader
{
    private const int LongestComment = ushort.MaxValue;
    private const int LargestDirectory = 4 * 1024 * 1024;
    private const uint LinkType = 0xA000;
    private const uint TypeMask = 0xF000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _archive;

    private ZipArchiveReader(Stream archive, IReadOnlyList<ZipEntry> entries)
    {
        _archive = archive;
        Entries = entries;
    }

    /// <summary>The files, without folders, in the order of the directory.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <exception cref="InvalidDataException">It is no archive that a package could be; the message says why.</exception>
    public static async Task<ZipArchiveReader> OpenAsync(Stream archive, CancellationToken cancellationToken)
    {
        var (count, start, length) = await FindDirectoryAsync(archive, cancellationToken).ConfigureAwait(false);
        var directory = new byte[length];
        archive.Position = start;
        await archive.ReadExactlyAsync(directory, cancellationToken).ConfigureAwait(false);
        var entries = ReadDirectory(directory, count);
        var placed = new List<ZipEntry>(entries.Count);
        foreach (var entry in entries)
            placed.Add(await FindDataAsync(archive, entry, start, cancellationToken).ConfigureAwait(false));
        CheckOverlaps(placed);
        return new ZipArchiveReader(archive, [.. placed.Where(entry => !IsFolder(entry))]);
    }

    /// <summary>
    /// Opens an entry; one at a time. Reading throws <see cref="InvalidDataException"/> when it is damaged, or not as long as
    /// the directory says.
    /// </summary>
    public Stream Open(ZipEntry entry) => new ZipEntryStream(_archive, entry);

    private static async Task<(int Count, long Start, int Length)> FindDirectoryAsync(
        Stream archive, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(archive.Length, ZipFormat.EndLength + LongestComment)];
        archive.Position = archive.Length - tail.Length;
        await archive.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        for (var at = tail.Length - ZipFormat.EndLength; at >= 0; at--)
        {
            if (UInt32(tail, at) == ZipFormat.End && at + ZipFormat.EndLength + UInt16(tail, at + 20) == tail.Length)
                return ReadEnd(tail.AsSpan(at), archive.Length - tail.Length + at);
        }
        throw new InvalidDataException("is no zip archive, or only the beginning of one");
    }

    private static (int Count, long Start, int Length) ReadEnd(ReadOnlySpan<byte> end, long position)
    {
        var count = UInt16(end, 10);
        var length = UInt32(end, 12);
        var start = UInt32(end, 16);
        if (UInt32(end, 4) != 0 || UInt16(end, 8) != count)
            throw new InvalidDataException("is a zip archive in several parts");
        if (count == ushort.MaxValue || start == uint.MaxValue)
            throw new InvalidDataException("is a zip archive of the 64-bit form, which no package needs");
        if (count > NameRules.MostFiles || length > LargestDirectory)
            throw new InvalidDataException($"has {count:N0} files; {NameRules.MostFiles:N0} are the limit");
        if (start + (long)length != position)
            throw new InvalidDataException("is a damaged zip archive: its directory is not where it says");
        return (count, start, (int)length);
    }

    private static List<ZipEntry> ReadDirectory(ReadOnlySpan<byte> directory, int count)
    {
        var entries = new List<ZipEntry>(count);
        for (var rest = directory; entries.Count < count || !rest.IsEmpty;)
        {
            if (rest.Length < ZipFormat.DirectoryEntryLength || UInt32(rest, 0) != ZipFormat.DirectoryEntry || entries.Count == count)
                throw Damaged();
            var nameLength = UInt16(rest, 28);
            var all = ZipFormat.DirectoryEntryLength + nameLength + UInt16(rest, 30) + UInt16(rest, 32);
            if (rest.Length < all) throw Damaged();
            entries.Add(ReadEntry(rest, ReadName(rest.Slice(ZipFormat.DirectoryEntryLength, nameLength))));
            rest = rest[all..];
        }
        return entries;
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> record, string name)
    {
        var shown = NameRules.Printable(name);
        if ((UInt16(record, 8) & ZipFormat.Encrypted) != 0) throw new InvalidDataException($"holds {shown} encrypted");
        if (((UInt32(record, 38) >> 16) & TypeMask) == LinkType) throw new InvalidDataException($"holds {shown} as a link to another file");
        var entry = new ZipEntry(name, (ZipMethod)UInt16(record, 10), UInt32(record, 42))
        {
            Crc = UInt32(record, 16),
            Compressed = UInt32(record, 20),
            Length = UInt32(record, 24),
        };
        if (entry.Method is not (ZipMethod.Stored or ZipMethod.Deflated))
            throw new InvalidDataException($"holds {shown} in a compression other than deflate");
        if (entry.Method == ZipMethod.Stored && entry.Length != entry.Compressed) throw Damaged();
        return entry;
    }

    // The local header says again how long name and extra field are, and where they end the data begins.
    private static async Task<ZipEntry> FindDataAsync(
        Stream archive, ZipEntry entry, long directory, CancellationToken cancellationToken)
    {
        if (entry.Offset + ZipFormat.LocalHeaderLength > directory) throw Damaged();
        var header = new byte[ZipFormat.LocalHeaderLength];
        archive.Position = entry.Offset;
        await archive.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        if (UInt32(header, 0) != ZipFormat.LocalHeader || UInt16(header, 8) != (ushort)entry.Method) throw Damaged();
        var name = new byte[UInt16(header, 26)];
        var data = entry.Offset + header.Length + name.Length + UInt16(header, 28);
        if (data + entry.Compressed > directory) throw Damaged();
        await archive.ReadExactlyAsync(name, cancellationToken).ConfigureAwait(false);
        if (ReadName(name) != entry.Name)
            throw new InvalidDataException($"calls {NameRules.Printable(entry.Name)} by another name in its directory");
        return entry with { Data = data };
    }

    // Entries that share their data are how small archives become endless.
    private static void CheckOverlaps(List<ZipEntry> entries)
    {
        long end = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Offset))
        {
            if (entry.Offset < end) throw new InvalidDataException("is a zip archive whose entries overlap");
            end = entry.Data + entry.Compressed;
        }
    }

    private static bool IsFolder(ZipEntry entry) => entry.Name.EndsWith('/') && entry.Length == 0;

    private static string ReadName(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("holds a file whose name is not UTF-8");
        }
    }

    private static InvalidDataException Damaged() => new("is a damaged zip archive");

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
