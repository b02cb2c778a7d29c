using System.Buffers;
using System.Text;
using CsCheck;
using Push.Http2.Floods;
using Push.Http2.Frames;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

/// <summary>Any header list, written in any way, arrives as it was.</summary>
public sealed class HpackRoundTripTests
{
    private static readonly string[] Names = [":path", "authorization", "apns-id", "apns-topic", "x", "a-longer-name"];

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf("", "/", "alert", "10"),
        Gen.Char['\0', '\u00ff'].Array[0, 80].Select(chars => new string(chars)));

    private static readonly Gen<uint[]> Sizes = Gen.OneOf(0u, 1u, 100u, 4_096u, 65_536u).Array[1, 3];

    private static readonly Gen<Field> FieldGen =
        from name in Gen.OneOf(Names)
        from value in Value
        from way in Gen.Enum<Way>()
        from huffman in Gen.Bool
        select new Field(name, value, way, huffman);

    // The table sizes the peer sends before a block, the block, and the frame size.
    private static readonly Gen<Message> MessageGen =
        from sizes in Gen.Frequency((3, Gen.Const(Array.Empty<uint>())), (1, Sizes))
        from fields in FieldGen.Array[0, 12]
        from frameSize in Gen.Int[1, 200]
        select new Message(sizes, fields, frameSize);

    private enum Way
    {
        Repeated,
        Literal,
        NeverIndexed,
        Reserved,
    }

    [Fact]
    public void Lists_AnyFieldsTablesAndFrames_ArriveAsTheyWere() =>
        Gen.Select(Gen.OneOf(0, 100, 4096, 65_536), MessageGen.Array[1, 10]).Sample(
            (bound, messages) =>
            {
                var encoder = new HpackEncoder(bound);
                var repeated = new Dictionary<Field, RepeatedField>();
                var client = Endpoint.Client(floods: new FloodLimits { ContinuationsPerBlock = 100_000 });
                foreach (var message in messages)
                {
                    foreach (var size in message.TableSizes)
                    {
                        encoder.SetPeerTableSize(size);
                        client.Decoder.SetTableLimit((int)size);
                    }

                    var expected = message.Fields.Select(field => $"{field.Name}: {field.Value}");
                    var frames = Write(encoder, repeated, message);
                    Assert.Equal(["headers 1", .. expected, "headers 1 done"], client.Receive(frames));
                    Assert.Equal(encoder.TableSize, client.Decoder.TableSize);
                }
            },
            iter: 1_500);

    private static byte[] Write(HpackEncoder encoder, Dictionary<Field, RepeatedField> repeated, Message message)
    {
        var buffer = new byte[4_096];
        var block = encoder.Begin(buffer);
        foreach (var field in message.Fields)
        {
            var name = FieldName.Of(Encoding.Latin1.GetBytes(field.Name), field.Huffman);
            var value = Encoding.Latin1.GetBytes(field.Value);
            switch (field.Way)
            {
                case Way.Repeated:
                    if (!repeated.TryGetValue(field, out var handle))
                        repeated.Add(field, handle = encoder.Repeat(name, value, field.Huffman));
                    block.Write(handle);
                    break;
                case Way.Literal:
                    block.WriteLiteral(name, value, field.Huffman);
                    break;
                case Way.NeverIndexed:
                    block.WriteNeverIndexed(name, value, field.Huffman);
                    break;
                case Way.Reserved:
                    value.CopyTo(block.ReserveLiteral(name, value.Length));
                    break;
            }
        }

        var writer = new ArrayBufferWriter<byte>();
        FrameWriter.WriteHeaders(writer, 1, buffer.AsSpan(0, block.Length), endStream: false, message.FrameSize);
        return writer.WrittenSpan.ToArray();
    }

    private sealed record Field(string Name, string Value, Way Way, bool Huffman);

    private sealed record Message(uint[] TableSizes, Field[] Fields, int FrameSize);
}
