using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>What one reading of a file told: everything that manifest, rules and archive need to know of it.</summary>
/// <param name="Name">The path inside the package.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Crc">The checksum for the archive.</param>
/// <param name="Hash">The hash for the manifest.</param>
/// <param name="Head">Its first bytes, as many as <see cref="KeptOf"/> says.</param>
internal sealed record FileInspection(string Name, long Length, uint Crc, byte[] Hash, ReadOnlyMemory<byte> Head)
{
    /// <summary>The largest description (<c>pass.json</c>, <c>website.json</c>) that is looked at.</summary>
    public const int LargestDescription = 1024 * 1024;

    private const int BufferSize = 64 * 1024;

    /// <summary>Reads a file once, from its beginning to its end.</summary>
    public static async Task<FileInspection> ReadAsync(
        string name, Stream stream, HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var crc = new Crc32();
        var head = new MemoryStream();
        long length = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var bytes = buffer.AsSpan(0, read);
                hash.AppendData(bytes);
                crc.Append(bytes);
                head.Write(bytes[..(int)Math.Clamp(KeptOf(name) - length, 0, read)]);
                length += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new FileInspection(name, length, crc.GetCurrentHashAsUInt32(), hash.GetHashAndReset(), head.ToArray());
    }

    // One byte more than the largest description, so that a larger one is seen to be.
    private static int KeptOf(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? LargestDescription + 1
        : name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? PngHeader.Length
        : 0;
}
