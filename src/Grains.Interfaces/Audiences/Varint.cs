namespace Push.Grains.Audiences;

/// <summary>Numbers of 7 bits per byte, the lowest first; signed ones zigzag.</summary>
internal static class Varint
{
    public const int MaxSize = 10;

    public static ulong Read(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = from[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    public static long ReadSigned(ReadOnlySpan<byte> from, ref int at)
    {
        var value = Read(from, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static void Write(Span<byte> to, ref int at, ulong value)
    {
        for (; value >= 0x80; value >>= 7) to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
    }

    public static void WriteSigned(Span<byte> to, ref int at, long value) =>
        Write(to, ref at, (ulong)(value << 1) ^ (ulong)(value >> 63));
}
