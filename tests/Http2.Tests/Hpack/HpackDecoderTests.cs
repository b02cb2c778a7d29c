using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

public sealed class HpackDecoderTests
{
    [Theory]
    [InlineData("80")] // index 0
    [InlineData("be")] // 62, the table is empty
    [InlineData("7e00")] // literal with a name at 62
    [InlineData("ffffffff07")] // a very large index
    public void Decode_IndexBeyondTables_IsCompressionError(string hex) => new HpackDecoder().Refuses(hex);

    [Theory]
    [InlineData("00")] // no name
    [InlineData("0003")] // a name of three bytes, none there
    [InlineData("000161")] // no value
    [InlineData("0001610261")] // a value of two bytes, one there
    [InlineData("04")] // no value after an indexed name
    [InlineData("ff")] // within an index
    [InlineData("3f")] // within a table size
    [InlineData("00ffffffffff7f")] // a length that overflows
    [InlineData("007f")] // a length that goes on
    public void Decode_BlockCutOff_IsCompressionError(string hex) => new HpackDecoder().Refuses(hex);

    [Theory]
    [InlineData("0081ff00")] // eight ones as a name: padding only
    [InlineData("000161 84ffffffff")] // EOS in a value
    [InlineData("000161 8100")] // '0' and three zeros
    public void Decode_BadHuffman_IsCompressionError(string hex) => new HpackDecoder().Refuses(hex);

    [Fact]
    public void Decode_EmptyNameAndValue_AreFields() => Assert.Equal([": "], new HpackDecoder().Decode("000000"));

    [Fact]
    public void Decode_NeverIndexed_IsMarkedAndNotStored()
    {
        var decoder = new HpackDecoder();
        Assert.Equal(["authorization: ab (never indexed)"], decoder.Decode("1f08 02 6162"));
        Assert.Equal(0, decoder.TableSize);
    }

    [Fact]
    public void Decode_NameOfTheEntryItEvicts_IsKept()
    {
        // Table of 64: one entry of 34 bytes at a time. The second literal takes its name from the first, which goes.
        var decoder = new HpackDecoder(64);
        Assert.Equal(["n: 1", "n: 2"], decoder.Decode("40016e0131 7e0132"));
        Assert.Equal(["n: 2"], decoder.Contents());
    }

    [Fact]
    public void Decode_EntryLargerThanTable_EmptiesIt()
    {
        var decoder = new HpackDecoder(64);
        decoder.Decode("40016e0131");
        var large = string.Concat(Enumerable.Repeat("78", 40));
        Assert.Equal([$"n: {new string('x', 40)}"], decoder.Decode($"7e28{large}"));
        Assert.Equal(0, decoder.TableSize);
        Assert.Empty(decoder.Contents());
    }

    [Fact]
    public void Decode_SizeUpdateTo0AndBack_EmptiesTheTable()
    {
        var decoder = new HpackDecoder();
        decoder.Decode("40016e0131");
        Assert.Equal([":method: GET"], decoder.Decode("20 3fe11f 82"));
        Assert.Empty(decoder.Contents());
        decoder.Decode("40016e0131");
        Assert.Equal(["n: 1"], decoder.Contents());
    }

    [Fact]
    public void Decode_SizeUpdate_EvictsTheOldest()
    {
        var decoder = new HpackDecoder();
        decoder.Decode("40016e0131 40016e0132 40016e0133");
        decoder.Decode("3f26"); // 69: two entries of 34
        Assert.Equal(["n: 3", "n: 2"], decoder.Contents());
    }

    [Theory]
    [InlineData("3fe21f")] // 4097
    [InlineData("3fffffffff07")]
    public void Decode_SizeUpdateAboveLimit_IsCompressionError(string hex) => new HpackDecoder().Refuses(hex);

    [Fact]
    public void Decode_SizeUpdateAfterField_IsCompressionError() => new HpackDecoder().Refuses("8220");

    [Fact]
    public void Decode_ThreeSizeUpdates_IsCompressionError() => new HpackDecoder().Refuses("20202082");

    [Fact]
    public void Decode_LimitLowered_AsksForAnUpdateFirst()
    {
        var decoder = new HpackDecoder();
        decoder.SetTableLimit(100);
        decoder.Refuses("82");

        decoder = new HpackDecoder();
        decoder.SetTableLimit(100);
        decoder.Refuses("3fe11f82"); // 4096

        decoder = new HpackDecoder();
        decoder.SetTableLimit(100);
        Assert.Equal([":method: GET"], decoder.Decode("3f45 82")); // 100
        Assert.Equal([":method: GET"], decoder.Decode("82"));
    }

    [Fact]
    public void Decode_LimitLoweredForAMoment_AsksForTheSmallestFirst()
    {
        var decoder = new HpackDecoder();
        decoder.SetTableLimit(100);
        decoder.SetTableLimit(4_096);
        decoder.Refuses("3fe11f82"); // 4096 alone

        decoder = new HpackDecoder();
        decoder.SetTableLimit(100);
        decoder.SetTableLimit(4_096);
        Assert.Equal([":method: GET"], decoder.Decode("3f45 3fe11f 82")); // 100, then 4096
    }

    [Fact]
    public void Decode_LimitLoweredToWhatTheEncoderUses_AsksForNothing()
    {
        var decoder = new HpackDecoder();
        decoder.Decode("3f45"); // the encoder keeps to 100 by itself
        decoder.SetTableLimit(200);
        Assert.Equal([":method: GET"], decoder.Decode("82"));
    }

    [Fact]
    public void Decode_LimitRaised_KeepsTheTableAndTakesLargerUpdates()
    {
        var decoder = new HpackDecoder();
        decoder.Decode("40016e0131 40016e0132");
        decoder.SetTableLimit(65_536);
        Assert.Equal(["n: 1", "n: 2"], decoder.Decode("3fe1ff03 bf be")); // 65536
        Assert.Equal(["n: 2", "n: 1"], decoder.Contents());
    }

    [Fact]
    public void Decode_ListAboveLimit_KeepsTheTableRight()
    {
        // Each field counts 34; the limit lets two through, and the third still enters the table.
        var decoder = new HpackDecoder(maxHeaderListSize: 70);
        var fields = decoder.Open(Hex.Bytes("40016e0131 40016e0132 40016e0133"));
        var count = 0;
        while (fields.Next(out _, out _)) count++;
        Assert.Equal(2, count);
        Assert.True(fields.IsTooLarge);
        Assert.Equal(["n: 3"], decoder.Decode("be"));
    }

    [Fact]
    public void Decode_ListOfReferences_IsBounded()
    {
        // One entry of nearly the whole table, then 10,000 references to it: 40 MB of fields in 10 KB.
        var decoder = new HpackDecoder();
        var value = string.Concat(Enumerable.Repeat("78", 4000));
        decoder.Decode($"40016e 7fa11e {value}");
        var block = new byte[10_000];
        Array.Fill(block, (byte)0xbe);
        var fields = decoder.Open(block);
        var handedOut = 0;
        while (fields.Next(out _, out var field)) handedOut += field.Length;
        Assert.True(fields.IsTooLarge);
        Assert.True(handedOut <= decoder.MaxHeaderListSize);
    }
}
