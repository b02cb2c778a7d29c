using System.IO.Compression;
using System.IO.Hashing;
using System.IO.Pipelines;

namespace Push.Apns.Packages;

/// <summary>
/// Writes a zip archive forwards, without seeking and asynchronously throughout: the runtime's own archive writes
/// synchronously when an entry ends, which a web server's response refuses. The directory comes last, so what was broken off
/// is no archive.
/// </summary>
internal sealed class ZipWriter(PipeWriter output) : IDisposable
{
    private readonly ZipOutput _output = new(output);
    private readonly List<ZipEntry> _entries = [];

    /// <summary>Writes an entry as it is: its size and checksum are known, and compressing would gain nothing.</summary>
    public async Task StoreAsync(
        string name, long length, uint crc, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var entry = new ZipEntry(name, ZipMethod.Stored, _output.Written) { Length = length, Compressed = length, Crc = crc };
        ZipFormat.WriteLocalHeader(_output, entry);
        await write(_output).ConfigureAwait(false);
        await FinishAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a compressed entry; its sizes and checksum follow it.</summary>
    public async Task DeflateAsync(
        string name, CompressionLevel level, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var entry = new ZipEntry(name, ZipMethod.Deflated, _output.Written);
        ZipFormat.WriteLocalHeader(_output, entry);
        var start = _output.Written;
        var deflate = new DeflateStream(_output, level, leaveOpen: true);
        var checksum = new ChecksumStream(deflate);
        try
        {
            await write(checksum).ConfigureAwait(false);
        }
        catch
        {
            _output.Abandon();
            throw;
        }
        finally
        {
            await deflate.DisposeAsync().ConfigureAwait(false);
        }
        entry = entry with { Length = checksum.Written, Crc = checksum.Crc, Compressed = _output.Written - start };
        ZipFormat.WriteDescriptor(_output, entry);
        await FinishAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the directory: now it is an archive.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var start = _output.Written;
        foreach (var entry in _entries) ZipFormat.WriteDirectoryEntry(_output, entry);
        ZipFormat.WriteEnd(_output, _entries.Count, start, _output.Written - start);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _output.Dispose();

    private ValueTask FinishAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        if (_output.Written > uint.MaxValue)
            throw new PackageException(entry.Name, "with it the package is larger than 4 GB, the limit of a zip archive");
        _entries.Add(entry);
        return _output.FlushIfManyAsync(cancellationToken);
    }

    /// <summary>Counts and sums up what is written through it.</summary>
    private sealed class ChecksumStream(Stream inner) : WriteOnlyStream
    {
        private readonly Crc32 _crc = new();

        public long Written { get; private set; }

        public uint Crc => _crc.GetCurrentHashAsUInt32();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _crc.Append(buffer.Span);
            Written += buffer.Length;
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
