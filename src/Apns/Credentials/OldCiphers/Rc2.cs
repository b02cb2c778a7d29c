using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Push.Apns;

/// <summary>
/// RC2 in CBC mode (RFC 2268), deciphering only: macOS exported certificates under it for twenty years, and OpenSSL 3, on
/// which the runtime's own RC2 stands, no longer has it unless a legacy provider is configured.
/// </summary>
internal sealed class Rc2
{
    public const int BlockSize = 8;

    private const int Words = BlockSize / sizeof(ushort);
    private const int ExpandedBytes = 128;

    // How far each word of a block is turned in a mixing step.
    private static ReadOnlySpan<byte> Turns => [1, 2, 3, 5];

    // "PITABLE": the digits of pi, section 2.
    private static ReadOnlySpan<byte> Pi =>
    [
        0xd9, 0x78, 0xf9, 0xc4, 0x19, 0xdd, 0xb5, 0xed, 0x28, 0xe9, 0xfd, 0x79, 0x4a, 0xa0, 0xd8, 0x9d,
        0xc6, 0x7e, 0x37, 0x83, 0x2b, 0x76, 0x53, 0x8e, 0x62, 0x4c, 0x64, 0x88, 0x44, 0x8b, 0xfb, 0xa2,
        0x17, 0x9a, 0x59, 0xf5, 0x87, 0xb3, 0x4f, 0x13, 0x61, 0x45, 0x6d, 0x8d, 0x09, 0x81, 0x7d, 0x32,
        0xbd, 0x8f, 0x40, 0xeb, 0x86, 0xb7, 0x7b, 0x0b, 0xf0, 0x95, 0x21, 0x22, 0x5c, 0x6b, 0x4e, 0x82,
        0x54, 0xd6, 0x65, 0x93, 0xce, 0x60, 0xb2, 0x1c, 0x73, 0x56, 0xc0, 0x14, 0xa7, 0x8c, 0xf1, 0xdc,
        0x12, 0x75, 0xca, 0x1f, 0x3b, 0xbe, 0xe4, 0xd1, 0x42, 0x3d, 0xd4, 0x30, 0xa3, 0x3c, 0xb6, 0x26,
        0x6f, 0xbf, 0x0e, 0xda, 0x46, 0x69, 0x07, 0x57, 0x27, 0xf2, 0x1d, 0x9b, 0xbc, 0x94, 0x43, 0x03,
        0xf8, 0x11, 0xc7, 0xf6, 0x90, 0xef, 0x3e, 0xe7, 0x06, 0xc3, 0xd5, 0x2f, 0xc8, 0x66, 0x1e, 0xd7,
        0x08, 0xe8, 0xea, 0xde, 0x80, 0x52, 0xee, 0xf7, 0x84, 0xaa, 0x72, 0xac, 0x35, 0x4d, 0x6a, 0x2a,
        0x96, 0x1a, 0xd2, 0x71, 0x5a, 0x15, 0x49, 0x74, 0x4b, 0x9f, 0xd0, 0x5e, 0x04, 0x18, 0xa4, 0xec,
        0xc2, 0xe0, 0x41, 0x6e, 0x0f, 0x51, 0xcb, 0xcc, 0x24, 0x91, 0xaf, 0x50, 0xa1, 0xf4, 0x70, 0x39,
        0x99, 0x7c, 0x3a, 0x85, 0x23, 0xb8, 0xb4, 0x7a, 0xfc, 0x02, 0x36, 0x5b, 0x25, 0x55, 0x97, 0x31,
        0x2d, 0x5d, 0xfa, 0x98, 0xe3, 0x8a, 0x92, 0xae, 0x05, 0xdf, 0x29, 0x10, 0x67, 0x6c, 0xba, 0xc9,
        0xd3, 0x00, 0xe6, 0xcf, 0xe1, 0x9e, 0xa8, 0x2c, 0x63, 0x16, 0x01, 0x3f, 0x58, 0xe2, 0x89, 0xa9,
        0x0d, 0x38, 0x34, 0x1b, 0xab, 0x33, 0xff, 0xb0, 0xbb, 0x48, 0x0c, 0x5f, 0xb9, 0xb1, 0xcd, 0x2e,
        0xc5, 0xf3, 0xdb, 0x47, 0xe5, 0xa5, 0x9c, 0x77, 0x0a, 0xa6, 0x20, 0x68, 0xfe, 0x7f, 0xc1, 0xad,
    ];

    private readonly ushort[] _key = new ushort[ExpandedBytes / sizeof(ushort)];

    /// <summary>Takes a key all of whose bits are used.</summary>
    public Rc2(ReadOnlySpan<byte> key, int? effectiveBits = null)
    {
        var bits = effectiveBits ?? key.Length * 8;
        var bytes = (bits + 7) / 8;
        Span<byte> expanded = stackalloc byte[ExpandedBytes];
        key.CopyTo(expanded);
        for (var i = key.Length; i < ExpandedBytes; i++)
            expanded[i] = Pi[(byte)(expanded[i - 1] + expanded[i - key.Length])];
        var last = ExpandedBytes - bytes;
        expanded[last] = Pi[expanded[last] & (0xff >> (8 * bytes - bits))];
        for (var i = last - 1; i >= 0; i--) expanded[i] = Pi[expanded[i + 1] ^ expanded[i + bytes]];
        for (var i = 0; i < _key.Length; i++) _key[i] = BinaryPrimitives.ReadUInt16LittleEndian(expanded[(2 * i)..]);
        CryptographicOperations.ZeroMemory(expanded);
    }

    /// <summary>Deciphers whole blocks and takes the padding off (PKCS#7).</summary>
    /// <exception cref="CryptographicException">The length or the padding is wrong: most often the key is.</exception>
    public byte[] DecryptCbc(ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> iv)
    {
        if (cipher.IsEmpty || cipher.Length % BlockSize != 0) throw new CryptographicException("RC2: the length is not that of blocks.");
        var plain = new byte[cipher.Length];
        for (var at = 0; at < cipher.Length; at += BlockSize)
        {
            var before = at == 0 ? iv : cipher.Slice(at - BlockSize, BlockSize);
            var block = plain.AsSpan(at, BlockSize);
            Decrypt(cipher.Slice(at, BlockSize), block);
            for (var i = 0; i < BlockSize; i++) block[i] ^= before[i];
        }
        var padding = plain[^1];
        if (padding is 0 or > BlockSize || plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding))
            throw new CryptographicException("RC2: the padding is wrong.");
        return plain[..^padding];
    }

    /// <summary>Deciphers one block (section 4).</summary>
    public void Decrypt(ReadOnlySpan<byte> cipher, Span<byte> plain)
    {
        Span<ushort> words = stackalloc ushort[Words];
        for (var i = 0; i < Words; i++) words[i] = BinaryPrimitives.ReadUInt16LittleEndian(cipher[(2 * i)..]);
        var key = _key.Length;
        Unmix(words, 5, ref key);
        Unmash(words);
        Unmix(words, 6, ref key);
        Unmash(words);
        Unmix(words, 5, ref key);
        for (var i = 0; i < Words; i++) BinaryPrimitives.WriteUInt16LittleEndian(plain[(2 * i)..], words[i]);
    }

    private void Unmix(Span<ushort> words, int rounds, ref int key)
    {
        for (; rounds > 0; rounds--)
        {
            for (var i = Words - 1; i >= 0; i--)
            {
                var (one, two, three) = (words[(i + 3) % Words], words[(i + 2) % Words], words[(i + 1) % Words]);
                var turned = (ushort)((words[i] >> Turns[i]) | (words[i] << (16 - Turns[i])));
                words[i] = (ushort)(turned - _key[--key] - (one & two) - (~one & three));
            }
        }
    }

    private void Unmash(Span<ushort> words)
    {
        for (var i = Words - 1; i >= 0; i--) words[i] -= _key[words[(i + 3) % Words] & (_key.Length - 1)];
    }
}
