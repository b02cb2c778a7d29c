using System.Buffers.Binary;

namespace Push.Apns.Packages;

/// <summary>The size of a PNG image, read from its first bytes (PNG specification, sections 5.2 and 11.2.1).</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly record struct PngHeader(uint Width, uint Height)
{
    /// <summary>How many bytes are needed: signature, length and type of the first chunk, and its first two numbers.</summary>
    public const int Length = 24;

    private static ReadOnlySpan<byte> Beginning =>
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

    /// <summary>Null if these are not the first bytes of a PNG image.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < Length || !head.StartsWith(Beginning)) return null;
        var width = BinaryPrimitives.ReadUInt32BigEndian(head[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(head[20..]);
        return width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? null : new PngHeader(width, height);
    }

    /// <summary>As people write it.</summary>
    public override string ToString() => $"{Width}×{Height}";
}
