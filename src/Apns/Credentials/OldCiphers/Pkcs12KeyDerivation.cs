using System.Security.Cryptography;
using System.Text;

namespace Push.Apns;

/// <summary>Keys from passwords as the old ciphers of PKCS#12 take them, with SHA-1 (RFC 7292 appendix B.2).</summary>
internal static class Pkcs12KeyDerivation
{
    /// <summary>Derives a cipher's key.</summary>
    public const byte Key = 1;

    /// <summary>Derives an initialization vector.</summary>
    public const byte Iv = 2;

    private const int HashBlock = 64;

    /// <param name="password">Null differs from an empty one: that is a terminating zero, null is nothing at all.</param>
    /// <param name="salt">The file's.</param>
    /// <param name="iterations">How often it is hashed.</param>
    /// <param name="purpose"><see cref="Key"/> or <see cref="Iv"/>.</param>
    /// <param name="length">How many bytes are wanted.</param>
    public static byte[] Derive(string? password, ReadOnlySpan<byte> salt, int iterations, byte purpose, int length)
    {
        byte[] characters = password is null ? [] : Encoding.BigEndianUnicode.GetBytes(password + '\0');
        byte[] input = [.. Repeat(salt), .. Repeat(characters)];
        byte[] hashed = [.. Enumerable.Repeat(purpose, HashBlock), .. input];
        var derived = new List<byte>();
        while (true)
        {
            input.CopyTo(hashed, HashBlock);
#pragma warning disable CA5350 // The file's format says SHA-1.
            var digest = SHA1.HashData(hashed);
            for (var i = 1; i < iterations; i++) SHA1.HashData(digest, digest);
#pragma warning restore CA5350
            derived.AddRange(digest);
            if (derived.Count >= length) return [.. derived.Take(length)];
            for (var at = 0; at < input.Length; at += HashBlock) Add(input.AsSpan(at, HashBlock), digest);
        }
    }

    // To whole blocks; nothing stays nothing.
    private static byte[] Repeat(ReadOnlySpan<byte> bytes)
    {
        var repeated = new byte[(bytes.Length + HashBlock - 1) / HashBlock * HashBlock];
        for (var i = 0; i < repeated.Length; i++) repeated[i] = bytes[i % bytes.Length];
        return repeated;
    }

    // block = block + digest, repeated to its length, + 1
    private static void Add(Span<byte> block, byte[] digest)
    {
        var carry = 1;
        for (var i = HashBlock - 1; i >= 0; i--)
        {
            carry += block[i] + digest[i % digest.Length];
            block[i] = (byte)carry;
            carry >>= 8;
        }
    }
}
