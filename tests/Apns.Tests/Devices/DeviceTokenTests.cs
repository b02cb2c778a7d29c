using System.Text;
using CsCheck;

namespace Push.Apns.Tests.Devices;

public sealed class DeviceTokenTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[1, DeviceToken.MaxLength];

    [Theory]
    [InlineData("00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0")]
    [InlineData("00FC13ADFF785122B4AD28809A3420982341241421348097878E577C991DE8F0")]
    [InlineData("00fC13aDff785122b4ad28809a3420982341241421348097878e577c991dE8f0")]
    public void Parse_HexOfAnyCase_IsTheSameToken(string hex)
    {
        var token = DeviceToken.Parse(hex);

        Assert.Equal(32, token.Bytes.Length);
        Assert.Equal("00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0", token.ToHex());
    }

    [Theory]
    [InlineData("", DeviceTokenRule.NotEmpty, 0)]
    [InlineData("abc", DeviceTokenRule.EvenLength, 3)]
    [InlineData("zz", DeviceTokenRule.HexDigitsOnly, 0)]
    [InlineData("00 1", DeviceTokenRule.HexDigitsOnly, 2)]
    [InlineData("00ff\u0661a", DeviceTokenRule.HexDigitsOnly, 4)]
    [InlineData("<00>", DeviceTokenRule.HexDigitsOnly, 0)]
    public void TryParse_BrokenText_NamesRuleAndPosition(string hex, DeviceTokenRule rule, int position)
    {
        Assert.False(DeviceToken.TryParse(hex, out var token, out var error));

        Assert.Equal(new DeviceTokenError(rule, position), error);
        Assert.True(token.IsEmpty);
        Assert.NotEqual("", error.ToString());
        Assert.Contains(error.ToString(), Assert.Throws<FormatException>(() => DeviceToken.Parse(hex)).Message);
    }

    // The Go library Buford wants exactly 64 digits; Apple tells nobody to count on a length.
    [Theory]
    [InlineData("c2732227a1d8021cfaf781d71fb2f908c61f5861079a00954a5453f1d0281433", true)]
    [InlineData("f00f", true)]
    [InlineData("invalid-token", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl", false)]
    [InlineData("50c4afb5 9197d2ba d1794be4 e63f2532 ee18c660 0ee655fa 38b0b380 94fd8847", false)]
    [InlineData("<50c4afb5 9197d2ba d1794be4 e63f2532 ee18c660 0ee655fa 38b0b380 94fd8847>", false)]
    public void TryParse_BufordsCases_AgreeButForTheLength(string hex, bool valid) =>
        Assert.Equal(valid, DeviceToken.TryParse(hex, out _, out _));

    [Fact]
    public void TryParse_AbsurdLength_IsRefused()
    {
        var longest = new string('a', DeviceToken.MaxLength * 2);

        Assert.True(DeviceToken.TryParse(longest, out _, out _));
        Assert.False(DeviceToken.TryParse(longest + "aa", out _, out var error));
        Assert.Equal(DeviceTokenRule.NotTooLong, error.Rule);
    }

    [Fact]
    public void Parse_WhatToHexWrote_RoundTrips() => Bytes.Sample(bytes =>
    {
        var token = DeviceToken.FromBytes(bytes);
        Span<byte> hex = stackalloc byte[token.HexLength];

        Assert.Equal(hex.Length, token.WriteHex(hex));
        Assert.Equal(token.ToHex(), Encoding.ASCII.GetString(hex));
        Assert.Equal(token, DeviceToken.Parse(token.ToHex()));
        Assert.True(DeviceToken.TryParse(hex, out var fromUtf8, out _));
        Assert.Equal(token, fromUtf8);
    });

    [Fact]
    public void TryParse_AnyText_AgreesInUtf8AndUtf16() => Gen.String[Gen.Char["0aF. g"], 0, 12].Sample(text =>
    {
        var read = DeviceToken.TryParse(text, out var token, out var error);

        Assert.Equal(read, DeviceToken.TryParse(Encoding.UTF8.GetBytes(text), out var fromUtf8, out var utf8Error));
        Assert.Equal((token, error), (fromUtf8, utf8Error));
        Assert.Equal(read, error.Rule == DeviceTokenRule.None);
    });

    [Fact]
    public void Equals_SameBytesElsewhere_IsEqual()
    {
        var one = DeviceToken.FromBytes(new byte[] { 1, 2, 3 });
        var other = DeviceToken.FromBytes(new byte[] { 0, 1, 2, 3 }.AsMemory(1));

        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(one != DeviceToken.FromBytes(new byte[] { 1, 2 }));
        Assert.NotEqual(one, default);
    }

    [Fact]
    public void ToString_ForLogs_ShowsEightDigitsOnly()
    {
        Assert.Equal("deadbeef…", $"{DeviceToken.Parse("deadbeef0123")}");
        Assert.Equal("dead", DeviceToken.Parse("dead").ToString());
        Assert.Equal("", default(DeviceToken).ToString());
    }

    [Fact]
    public void FromBytes_NoneOrTooMany_Throws()
    {
        Assert.Throws<ArgumentException>(() => DeviceToken.FromBytes(default));
        Assert.Throws<ArgumentException>(() => DeviceToken.FromBytes(new byte[DeviceToken.MaxLength + 1]));
    }

    [Fact]
    public void WriteHex_NoRoom_Throws() =>
        Assert.Throws<ArgumentException>(() => DeviceToken.Parse("00ff").WriteHex(new byte[3]));
}
