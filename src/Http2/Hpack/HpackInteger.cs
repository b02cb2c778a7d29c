using System.Runtime.CompilerServices;
using Push.Http2.Errors;

namespace Push.Http2.Hpack;

/// <summary>Integers with a prefix (RFC 7541 §5.1).</summary>
internal static class HpackInteger
{
    /// <summary>The most bytes an integer up to 2^31-1 takes.</summary>
    public const int MaxSize = 6;

    /// <summary>Reads an integer and moves the position behind it.</summary>
    /// <param name="source">The field block.</param>
    /// <param name="position">Of the byte with the prefix, which exists.</param>
    /// <param name="mask">The prefix as a mask: 2^N - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> source, scoped ref int position, int mask)
    {
        var prefix = source[position++] & mask;
        return prefix < mask ? prefix : ReadRest(source, ref position, mask);
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="destination">Has room for <see cref="MaxSize"/> bytes, or for what this value takes.</param>
    /// <param name="pattern">The bits before the prefix.</param>
    /// <param name="mask">The prefix as a mask: 2^N - 1.</param>
    /// <param name="value">0 or more.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> destination, int pattern, int mask, int value)
    {
        if (value >= mask) return WriteRest(destination, pattern, mask, value);
        destination[0] = (byte)(pattern | value);
        return 1;
    }

    private static int ReadRest(ReadOnlySpan<byte> source, scoped ref int position, int mask)
    {
        long value = mask;
        // Five more bytes hold 2^31-1; a sixth could only add zeros, which nobody writes without ill will.
        for (var shift = 0; shift <= 28; shift += 7)
        {
            if (position == source.Length)
                Http2ConnectionException.Throw(Http2ErrorCode.CompressionError, "A field block ends within an integer");
            var next = source[position++];
            value += (long)(next & 0x7f) << shift;
            if (value > int.MaxValue) break;
            if (next < 0x80) return (int)value;
        }

        Http2ConnectionException.Throw(Http2ErrorCode.CompressionError, "An integer in a field block is too large");
        return 0;
    }

    private static int WriteRest(Span<byte> destination, int pattern, int mask, int value)
    {
        destination[0] = (byte)(pattern | mask);
        var rest = (uint)(value - mask);
        var length = 1;
        for (; rest >= 0x80; rest >>= 7) destination[length++] = (byte)(rest | 0x80);
        destination[length++] = (byte)rest;
        return length;
    }
}
