using System.Buffers;
using System.Buffers.Text;

namespace Push.Http2.Messages;

/// <summary>Rules of single fields (RFC 9113 §8.2), shared by requests and responses.</summary>
internal static class FieldRules
{
    // §8.2.1 asks for less (no controls, no upper case, no colon); a name outside of this is no token of RFC 9110 §5.1.
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> ForbiddenValueBytes = SearchValues.Create(0x00, 0x0a, 0x0d);

    /// <summary>Judges a regular field.</summary>
    /// <returns>Why it makes the message malformed, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty || name.ContainsAnyExcept(NameBytes)) return "A field name has forbidden characters";
        return CheckValue(value) ?? CheckConnectionSpecific(name, value);
    }

    public static string? CheckValue(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return null;
        if (value.ContainsAny(ForbiddenValueBytes)) return "A field value has forbidden characters";
        return IsBlank(value[0]) || IsBlank(value[^1]) ? "A field value begins or ends with a blank" : null;
    }

    /// <summary>Reads content-length.</summary>
    /// <returns>Why it makes the message malformed, or null.</returns>
    public static string? ReadContentLength(ReadOnlySpan<byte> value, ref long contentLength)
    {
        var isNumber = Utf8Parser.TryParse(value, out ulong length, out var consumed) && consumed == value.Length;
        if (!isNumber || value[0] == '+' || length > long.MaxValue) return "content-length is not a number";
        if (contentLength >= 0 && contentLength != (long)length) return "content-length is given twice";
        contentLength = (long)length;
        return null;
    }

    private static string? CheckConnectionSpecific(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var forbidden = name.Length switch
        {
            2 => name.SequenceEqual("te"u8) && !value.SequenceEqual("trailers"u8),
            7 => name.SequenceEqual("upgrade"u8),
            10 => name.SequenceEqual("connection"u8) || name.SequenceEqual("keep-alive"u8),
            16 => name.SequenceEqual("proxy-connection"u8),
            17 => name.SequenceEqual("transfer-encoding"u8),
            _ => false,
        };
        return forbidden ? "A field belongs to HTTP/1.1 connections only" : null;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
