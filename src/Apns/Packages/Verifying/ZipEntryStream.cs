using System.IO.Compression;

namespace Push.Apns.Packages;

/// <summary>Reads an entry, and not a byte more than its directory promises.</summary>
internal sealed class ZipEntryStream : ReadOnlyStream
{
    private readonly Stream _content;
    private readonly ZipEntry _entry;
    private long _left;

    public ZipEntryStream(Stream archive, ZipEntry entry)
    {
        _entry = entry;
        _left = entry.Length;
        var section = new SectionStream(archive, entry.Data, entry.Compressed);
        _content = entry.Method == ZipMethod.Stored ? section : new DeflateStream(section, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _left -= read;
        if (_left < 0) throw new InvalidDataException($"holds {Shown} with more bytes than it says");
        if (read == 0 && buffer.Length > 0 && _left > 0) throw new InvalidDataException($"holds {Shown} with fewer bytes than it says");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private string Shown => NameRules.Printable(_entry.Name);
}
