using CsCheck;
using Push.Http2.Errors;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

public sealed class HpackIntegerTests
{
    [Theory]
    [InlineData("ff80808008", 0x7f, 0x7f + (1 << 24))]
    [InlineData("ff80ffffff07", 0x7f, int.MaxValue)]
    [InlineData("1f00", 0x1f, 0x1f)]
    [InlineData("1f8000", 0x1f, 0x1f)]
    [InlineData("1f8080808000", 0x1f, 0x1f)]
    public void Read_LongForms_AreUnderstood(string hex, int mask, int value)
    {
        var position = 0;
        Assert.Equal(value, HpackInteger.Read(Hex.Bytes(hex), ref position, mask));
        Assert.Equal(hex.Length / 2, position);
    }

    [Theory]
    [InlineData("ff81ffffff07")] // 2^31
    [InlineData("ffffffffff0f")] // beyond 2^32
    [InlineData("ffffffffffffffffff01")] // beyond 2^63
    [InlineData("ff808080808000")] // zeros without end
    public void Read_Overflow_IsCompressionError(string hex) => Refused(hex);

    [Theory]
    [InlineData("ff")]
    [InlineData("ff80")]
    [InlineData("ff80808080")]
    public void Read_CutOff_IsCompressionError(string hex) => Refused(hex);

    [Fact]
    public void Write_AnyValue_IsReadBack() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 8]).Sample((value, bits) =>
        {
            var bytes = new byte[HpackInteger.MaxSize];
            var mask = (1 << bits) - 1;
            var length = HpackInteger.Write(bytes, 0, mask, value);
            var position = 0;
            return HpackInteger.Read(bytes, ref position, mask) == value && position == length;
        });

    private static void Refused(string hex)
    {
        var error = Assert.Throws<Http2ConnectionException>(() =>
        {
            var position = 0;
            return HpackInteger.Read(Hex.Bytes(hex), ref position, 0x7f);
        });
        Assert.Equal(Http2ErrorCode.CompressionError, error.Code);
    }
}
