using System.Text;
using CsCheck;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

public sealed class HuffmanTests
{
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("640eff", "307")]
    [InlineData("", "")]
    [InlineData("ffc7", "\0")] // 13 bits: 1ff8
    [InlineData("fffffff3", "\n")] // 30 bits: 3ffffffc
    [InlineData("fffffff7", "\r")] // 30 bits: 3ffffffd
    [InlineData("fffffffb", "\u0016")] // 30 bits: 3ffffffe
    public void Decode_KnownStrings_AreRead(string hex, string text)
    {
        Assert.True(TryDecode(Hex.Bytes(hex), out var decoded));
        Assert.Equal(text, Encoding.Latin1.GetString(decoded));
        Assert.Equal(hex, Hex.Of(Encode(Encoding.Latin1.GetBytes(text))));
    }

    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4fe")] // ends in a zero
    [InlineData("00")] // '0', then 000
    [InlineData("a8eb10649cbfff")] // eight more ones
    [InlineData("ff")]
    [InlineData("ffff")]
    [InlineData("ffffff")]
    public void Decode_BadPadding_IsRefused(string hex) => Assert.False(TryDecode(Hex.Bytes(hex), out _));

    [Theory]
    [InlineData("ffffffff")]
    [InlineData("fffffffffc")]
    [InlineData("1fffffffff")]
    [InlineData("a8eb10649cbfffffffffffffffff")]
    public void Decode_EndOfString_IsRefused(string hex) => Assert.False(TryDecode(Hex.Bytes(hex), out _));

    [Fact]
    public void Code_OfEverySymbol_IsPrefixFree()
    {
        for (var a = 0; a <= HuffmanCode.EndOfString; a++)
            for (var b = 0; b <= HuffmanCode.EndOfString; b++)
            {
                var shift = HuffmanCode.LengthOf(b) - HuffmanCode.LengthOf(a);
                if (a != b && shift >= 0) Assert.NotEqual(HuffmanCode.Codes[a], HuffmanCode.Codes[b] >> shift);
            }

        Assert.Equal(0x3fffffffu, HuffmanCode.Codes[HuffmanCode.EndOfString]);
    }

    [Fact]
    public void Encode_AnyBytes_AreDecodedAgain() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
            TryDecode(Encode(bytes), out var decoded) && decoded.SequenceEqual(bytes));

    [Fact]
    public void Decode_AnyBytes_AreRefusedOrEncodeToThemselves() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
            !TryDecode(bytes, out var decoded) || Encode(decoded).SequenceEqual(bytes));

    private static byte[] Encode(byte[] text)
    {
        var coded = new byte[HuffmanEncoder.GetLength(text)];
        Assert.Equal(coded.Length, HuffmanEncoder.Encode(text, coded));
        return coded;
    }

    private static bool TryDecode(byte[] coded, out byte[] decoded)
    {
        decoded = new byte[HuffmanDecoder.GetMaxLength(coded.Length)];
        var isValid = HuffmanDecoder.TryDecode(coded, decoded, out var written);
        decoded = decoded[..written];
        return isValid;
    }
}
