using Push.Http2.Hpack;
using Push.Http2.Settings;

namespace Push.Http2.Tests.Hpack;

public sealed class HpackEncoderTests
{
    private readonly byte[] _buffer = new byte[200_000];

    [Fact]
    public void Write_RepeatedField_IsOneByteFromTheSecondTimeOn()
    {
        var encoder = new HpackEncoder();
        var a = encoder.Repeat(FieldName.Of("a"u8), "1"u8);
        var b = encoder.Repeat(FieldName.Of("b"u8), "2"u8);
        Assert.Equal("4001610131" + "4001620132", Block(encoder, a, b));
        Assert.Equal("bf" + "be", Block(encoder, a, b));
    }

    [Fact]
    public void Write_FieldOfStaticTable_IsItsIndex()
    {
        var encoder = new HpackEncoder();
        Assert.Equal("83", Block(encoder, encoder.Repeat(FieldName.Of(":method"u8), "POST"u8)));
        Assert.Equal("87", Block(encoder, encoder.Repeat(FieldName.Of(":scheme"u8), "https"u8)));
        Assert.Equal(0, encoder.TableSize);
    }

    [Fact]
    public void Write_LiteralsThatVary_NeverEnterTheTable()
    {
        var encoder = new HpackEncoder();
        var block = encoder.Begin(_buffer);
        block.WriteLiteral(FieldName.Of(":path"u8), "/3/device/00"u8);
        block.WriteLiteral(FieldName.Of("apns-id"u8), "1"u8);
        block.WriteNeverIndexed(FieldName.Of("authorization"u8), "bearer x"u8);
        "42"u8.CopyTo(block.ReserveLiteral(FieldName.Of("apns-expiration"u8), 2));
        var bytes = _buffer.AsSpan(0, block.Length);
        Assert.Equal(0, encoder.TableSize);
        var decoder = new HpackDecoder();
        Assert.Equal(
            [":path: /3/device/00", "apns-id: 1", "authorization: bearer x (never indexed)", "apns-expiration: 42"],
            decoder.Decode(bytes));
        Assert.Equal(0, decoder.TableSize);
    }

    [Fact]
    public void Write_EvictedField_EntersAgain()
    {
        // Room for two fields of 34 bytes.
        var encoder = new HpackEncoder(70);
        Block(encoder);
        var (a, b, c) = (Field(encoder, "a"), Field(encoder, "b"), Field(encoder, "c"));
        Assert.Equal("4001610178" + "4001620178" + "4001630178", Block(encoder, a, b, c));
        Assert.Equal("bf" + "be", Block(encoder, b, c));
        Assert.Equal("4001610178" + "bf" + "be", Block(encoder, a, c, a));
    }

    [Fact]
    public void Write_FieldLargerThanTable_LeavesTheTableAlone()
    {
        var encoder = new HpackEncoder(70);
        Block(encoder);
        var small = Field(encoder, "a");
        var large = encoder.Repeat(FieldName.Of("n"u8), new byte[38]);
        Block(encoder, small);
        Assert.Equal("00016e26" + new string('0', 76) + "be", Block(encoder, large, small));
    }

    [Theory]
    [InlineData(0u, "20", "0001610178")]
    [InlineData(1u, "21", "0001610178")]
    [InlineData(100u, "3f45", "be")]
    [InlineData(4096u, "", "be")]
    [InlineData(65536u, "", "be")]
    public void Begin_PeerTableSizeChanged_UpdatesFirst(uint size, string update, string repeated)
    {
        var encoder = new HpackEncoder();
        var field = Field(encoder, "a");
        Block(encoder, field);
        encoder.SetPeerTableSize(size);
        Assert.Equal(update + repeated, Block(encoder, field));
        Assert.Equal(repeated, Block(encoder, field));
    }

    [Theory]
    [InlineData(0u, "20" + "3fe11f")]
    [InlineData(1u, "21" + "3fe11f")]
    [InlineData(100u, "3f45" + "3fe11f")]
    public void Begin_SizeChangedTwice_UpdatesWithTheSmallestAndTheLast(uint smallest, string updates)
    {
        var encoder = new HpackEncoder();
        encoder.SetPeerTableSize(smallest);
        encoder.SetPeerTableSize(65_536);
        Assert.Equal(updates, Block(encoder));
        Assert.Equal("", Block(encoder));
    }

    [Fact]
    public void Begin_SizeSmallForAMoment_DropsTheTable()
    {
        var encoder = new HpackEncoder();
        var field = Field(encoder, "a");
        Block(encoder, field);
        encoder.SetPeerTableSize(0);
        encoder.SetPeerTableSize(4_096);
        Assert.Equal("20" + "3fe11f" + "4001610178", Block(encoder, field));
    }

    [Fact]
    public void Begin_BoundAboveFirstSize_GrowsWhenThePeerDoes()
    {
        var encoder = new HpackEncoder(65_536);
        Assert.Equal("", Block(encoder));
        encoder.SetPeerTableSize(65_536);
        Assert.Equal("3fe1ff03", Block(encoder));
        encoder.SetPeerTableSize(100);
        encoder.SetPeerTableSize(8_192);
        Assert.Equal("3f45" + "3fe13f", Block(encoder));
    }

    [Fact]
    public void Begin_PeerLowersToWhatIsUsedAnyway_UpdatesNonetheless()
    {
        var encoder = new HpackEncoder();
        encoder.SetPeerTableSize(65_536);
        encoder.SetPeerTableSize(4_096);
        Assert.Equal("3fe11f", Block(encoder));
    }

    [Fact]
    public void Apply_OneFrameWithTwoSizes_PassesThroughBoth()
    {
        var encoder = new HpackEncoder();
        var settings = new PeerSettings(Http2.Streams.Http2Role.Client);
        encoder.Apply(settings.Apply(new(Hex.Bytes("0001 00000064 0001 00001000"))));
        Assert.Equal("3f45" + "3fe11f", Block(encoder));
    }

    [Fact]
    public void Encoder_Bound0_UsesNoTable()
    {
        var encoder = new HpackEncoder(0);
        var field = Field(encoder, "a");
        Assert.Equal("20" + "0001610178", Block(encoder, field));
        Assert.Equal("0001610178", Block(encoder, field));
        Assert.Equal(0, encoder.TableSize);
    }

    [Fact]
    public void Write_FieldOfAnotherEncoder_IsRefused()
    {
        var encoder = new HpackEncoder();
        var field = Field(new HpackEncoder(), "a");
        Assert.Throws<ArgumentException>(() => Block(encoder, field));
    }

    [Fact]
    public void Write_TooLittleRoom_ThrowsBeforeTheTableChanges()
    {
        var encoder = new HpackEncoder();
        var field = Field(encoder, "a");
        for (var room = 0; room < field.MaxEncodedSize; room++)
        {
            var buffer = new byte[room];
            Assert.Throws<ArgumentException>(() => encoder.Begin(buffer).Write(field));
            Assert.Throws<ArgumentException>(() => encoder.Begin(buffer).WriteLiteral(FieldName.Of("a"u8), "12345"u8));
        }

        Assert.Equal("4001610178", Block(encoder, field));
    }

    [Fact]
    public void Write_ManyFields_KeepTheirIndices()
    {
        var encoder = new HpackEncoder(65_536);
        encoder.SetPeerTableSize(65_536);
        var decoder = new HpackDecoder(65_536);
        var fields = Enumerable.Range(0, 300).Select(i => Field(encoder, $"name-{i}")).ToArray();
        for (var round = 0; round < 3; round++)
        {
            var decoded = decoder.Decode(Block(encoder, fields));
            Assert.Equal(Enumerable.Range(0, 300).Select(i => $"name-{i}: x"), decoded);
        }

        // Indices 62 to 126 take one byte, those to 254 two, the rest three.
        Assert.Equal(65 + (128 * 2) + (107 * 3), Block(encoder, fields).Length / 2);
    }

    private static RepeatedField Field(HpackEncoder encoder, string name) =>
        encoder.Repeat(FieldName.Of(System.Text.Encoding.ASCII.GetBytes(name)), "x"u8);

    private string Block(HpackEncoder encoder, params RepeatedField[] fields)
    {
        var block = encoder.Begin(_buffer);
        foreach (var field in fields) block.Write(field);
        return Hex.Of(_buffer.AsSpan(0, block.Length));
    }
}
