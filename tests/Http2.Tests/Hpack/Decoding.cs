using System.Text;
using Push.Http2.Errors;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

/// <summary>Decodes blocks written by hand into lines of <c>name: value</c>.</summary>
internal static class Decoding
{
    public static List<string> Decode(this HpackDecoder decoder, string hex) => decoder.Decode(Hex.Bytes(hex));

    public static List<string> Decode(this HpackDecoder decoder, ReadOnlySpan<byte> block)
    {
        var lines = new List<string>();
        var fields = decoder.Open(block);
        while (fields.Next(out var name, out var value))
        {
            var mark = fields.IsNeverIndexed ? " (never indexed)" : "";
            lines.Add($"{Encoding.Latin1.GetString(name)}: {Encoding.Latin1.GetString(value)}{mark}");
        }

        return lines;
    }

    public static List<string> Contents(this HpackDecoder decoder)
    {
        var table = decoder.Table;
        return [.. Enumerable.Range(0, table.Count).Select(index =>
            $"{Encoding.Latin1.GetString(table.Name(index))}: {Encoding.Latin1.GetString(table.Value(index))}")];
    }

    public static void Refuses(this HpackDecoder decoder, string hex)
    {
        var error = Assert.Throws<Http2ConnectionException>(() => decoder.Decode(hex));
        Assert.Equal(Http2ErrorCode.CompressionError, error.Code);
    }
}
