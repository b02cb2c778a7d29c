using System.IO.Pipelines;

namespace Push.Apns.Packages;

/// <summary>
/// A zip archive that can be written to any stream, forwards and without being held in memory. May be written as often as
/// wanted, also at the same time. What breaks off while it is written is not a valid archive, because its directory comes
/// last.
/// </summary>
public abstract class PackageArchive
{
    private const int BufferSize = 64 * 1024;

    private protected PackageArchive()
    {
    }

    /// <summary>The content type to serve it as.</summary>
    public abstract string MediaType { get; }

    /// <summary>Writes it to a stream, which need not be able to seek and stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Breaks off; the archive is then not valid.</param>
    /// <exception cref="PackageException">A file's second reading differs from its first.</exception>
    /// <exception cref="IOException">A file can't be read, or the output not be written.</exception>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken = default)
    {
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        Exception? failure = null;
        try
        {
            await WriteAsync(pipe, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            // With a failure nothing more is written.
            await pipe.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    /// <summary>Writes it to a pipe and flushes it. Completing the pipe is the caller's; after an exception, with it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Breaks off; the archive is then not valid.</param>
    /// <exception cref="PackageException">A file's second reading differs from its first.</exception>
    /// <exception cref="IOException">A file can't be read, or whoever reads the pipe is gone.</exception>
    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken = default)
    {
        using var zip = new ZipWriter(output);
        await WriteEntriesAsync(zip, cancellationToken).ConfigureAwait(false);
        await zip.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes it to a file: beside it first, under a name of its own, and renamed when it is complete, so that nobody ever
    /// finds half of it. A file of that name is replaced.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Breaks off; the file is then as it was.</param>
    /// <exception cref="PackageException">A file's second reading differs from its first.</exception>
    /// <exception cref="IOException">A file can't be read, or the output not be written.</exception>
    public async Task WriteFileAsync(string path, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            var file = new FileStream(beside, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            await using (file.ConfigureAwait(false))
            {
                await WriteAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private protected abstract Task WriteEntriesAsync(ZipWriter zip, CancellationToken cancellationToken);
}
