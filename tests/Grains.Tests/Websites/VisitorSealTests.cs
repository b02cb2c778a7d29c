using CsCheck;

namespace Push.Grains.Websites;

public sealed class VisitorSealTests
{
    private static readonly byte[] Key = new byte[VisitorSeal.KeySize];

    private readonly VisitorSeal _seal = new("web.com.example.shop", Key);

    [Fact]
    public void Open_OwnToken_GivesTheVisitor() =>
        Gen.Byte.Array[0, WebsiteVisitor.MaxBytes].Sample(visitor =>
        {
            var token = _seal.Issue(visitor);
            Assert.InRange(token.Length, 16, 512);
            Assert.Equal(visitor, _seal.Open(token));
        });

    [Fact]
    public void Open_AnyOtherToken_GivesNothing() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 1000], Gen.Byte[1, 255]).Sample((visitor, place, change) =>
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(_seal.Issue(visitor));
            bytes[place % bytes.Length] ^= change;
            Assert.Null(_seal.Open(System.Buffers.Text.Base64Url.EncodeToString(bytes)));
        });

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all")]
    public void Open_NoToken_GivesNothing(string token) => Assert.Null(_seal.Open(token));

    [Fact]
    public void Open_TokenOfAnotherWebsite_GivesNothing() =>
        Assert.Null(_seal.Open(new VisitorSeal("web.com.example.other", Key).Issue("x"u8)));

    [Fact]
    public void Issue_Twice_GivesDifferentTokens() => Assert.NotEqual(_seal.Issue("x"u8), _seal.Issue("x"u8));
}
