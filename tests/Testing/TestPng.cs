using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Push.Testing;

/// <summary>Writes PNG images that any program can show: grey, of any size.</summary>
public static class TestPng
{
    public static byte[] Encode(int width, int height)
    {
        using var image = new MemoryStream();
        image.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits
        WriteChunk(image, "IHDR", header);
        WriteChunk(image, "IDAT", Pixels(width, height));
        WriteChunk(image, "IEND", []);
        return image.ToArray();
    }

    private static byte[] Pixels(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(new byte[(width + 1) * height]);
        return pixels.ToArray();
    }

    private static void WriteChunk(Stream image, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(typed));
        image.Write(number);
    }
}
