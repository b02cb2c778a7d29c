using System.Buffers;
using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>Copies a file into the archive, and holds it to what its first reading told: that is what was signed.</summary>
internal static class SecondReading
{
    private const int BufferSize = 64 * 1024;

    /// <exception cref="PackageException">It differs from the first reading.</exception>
    public static async Task CopyAsync(
        PackageFile file,
        FileInspection first,
        HashAlgorithmName algorithm,
        Stream entry,
        CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var stream = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var left = first.Length;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                left -= read;
                if (left < 0) throw Changed(first);
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            if (left > 0 || !hash.GetHashAndReset().AsSpan().SequenceEqual(first.Hash)) throw Changed(first);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static PackageException Changed(FileInspection file) =>
        new(file.Name, "was another file when it was read again: it changed after its hash was signed");
}
