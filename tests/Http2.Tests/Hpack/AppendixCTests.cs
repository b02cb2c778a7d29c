using System.Text;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

/// <summary>RFC 7541 appendix C, both ways.</summary>
public sealed class AppendixCTests
{
    [Theory]
    [InlineData("0a", 0x1f, 10)]
    [InlineData("1f9a0a", 0x1f, 1337)]
    [InlineData("2a", 0xff, 42)]
    public void Integer_OfAppendixC1_IsReadAndWritten(string hex, int mask, int value)
    {
        var position = 0;
        Assert.Equal(value, HpackInteger.Read(Hex.Bytes(hex), ref position, mask));
        Assert.Equal(hex.Length / 2, position);

        var written = new byte[HpackInteger.MaxSize];
        Assert.Equal(hex, Hex.Of(written.AsSpan(0, HpackInteger.Write(written, 0, mask, value))));
    }

    [Theory]
    [InlineData("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572", "custom-key: custom-header", 55)]
    [InlineData("040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path", 0)]
    [InlineData("1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret (never indexed)", 0)]
    [InlineData("82", ":method: GET", 0)]
    public void Decoder_FieldsOfAppendixC2_AreRead(string hex, string field, int tableSize)
    {
        var decoder = new HpackDecoder();
        Assert.Equal([field], decoder.Decode(hex));
        Assert.Equal(tableSize, decoder.TableSize);
    }

    [Fact]
    public void Encoder_FieldsOfAppendixC2_AreWritten()
    {
        Span<byte> buffer = new byte[200];
        var encoder = new HpackEncoder();
        var block = encoder.Begin(buffer);
        block.Write(encoder.Repeat(FieldName.Of("custom-key"u8), "custom-header"u8));
        block.WriteLiteral(FieldName.Of(":path"u8), "/sample/path"u8);
        block.WriteNeverIndexed(FieldName.Of("password"u8), "secret"u8);
        block.Write(encoder.Repeat(FieldName.Of(":method"u8), "GET"u8));
        Assert.Equal(
            Hex.Bytes("""
                400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572
                040c 2f73 616d 706c 652f 7061 7468
                1008 7061 7373 776f 7264 0673 6563 7265 74
                82
                """),
            buffer[..block.Length].ToArray());
        Assert.Equal(55, encoder.TableSize);
    }

    [Fact]
    public void Decoder_RequestsOfAppendixC3_AreReadWithTheirTables() => Decode(AppendixC.Requests, 4096);

    [Fact]
    public void Decoder_RequestsOfAppendixC4_AreReadWithTheirTables() => Decode(AppendixC.HuffmanRequests, 4096);

    [Fact]
    public void Decoder_ResponsesOfAppendixC5_AreReadWithTheirTables() => Decode(AppendixC.Responses, 256);

    [Fact]
    public void Decoder_ResponsesOfAppendixC6_AreReadWithTheirTables() => Decode(AppendixC.HuffmanResponses, 256);

    [Fact]
    public void Encoder_RequestsOfAppendixC3_AreWrittenByteForByte() => Encode(AppendixC.Requests, 4096, false);

    [Fact]
    public void Encoder_RequestsOfAppendixC4_AreWrittenByteForByte() => Encode(AppendixC.HuffmanRequests, 4096, true);

    [Fact]
    public void Encoder_ResponsesOfAppendixC5_AreWrittenByteForByte() => Encode(AppendixC.Responses, 256, false);

    [Fact]
    public void Encoder_ResponsesOfAppendixC6_AreWrittenByteForByte() => Encode(AppendixC.HuffmanResponses, 256, true);

    private static void Decode(AppendixC[] messages, int tableSize)
    {
        var decoder = new HpackDecoder(tableSize);
        foreach (var message in messages)
        {
            Assert.Equal(message.Fields, decoder.Decode(message.Block));
            Assert.Equal(message.Table, decoder.Contents());
            Assert.Equal(message.TableSize, decoder.TableSize);
        }
    }

    private static void Encode(AppendixC[] messages, int tableSize, bool huffman)
    {
        var encoder = new HpackEncoder(tableSize);
        var repeated = new Dictionary<string, RepeatedField>();
        var buffer = new byte[500];
        // The appendix leaves out the update that tells of the smaller table: it goes into a block of its own.
        Assert.Equal(tableSize == 256 ? "3fe101" : "", Hex.Of(buffer.AsSpan(0, encoder.Begin(buffer).Length)));
        foreach (var message in messages)
        {
            var block = encoder.Begin(buffer);
            foreach (var field in message.Fields)
            {
                if (!repeated.TryGetValue(field, out var handle))
                {
                    var colon = field.IndexOf(": ", StringComparison.Ordinal);
                    var name = FieldName.Of(Encoding.ASCII.GetBytes(field[..colon]), huffman);
                    handle = encoder.Repeat(name, Encoding.ASCII.GetBytes(field[(colon + 2)..]), huffman);
                    repeated.Add(field, handle);
                }

                block.Write(handle);
            }

            Assert.Equal(Hex.Bytes(message.Block), buffer.AsSpan(0, block.Length).ToArray());
            Assert.Equal(message.TableSize, encoder.TableSize);
        }
    }
}
