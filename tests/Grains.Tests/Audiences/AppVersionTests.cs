using System.Text;
using CsCheck;

namespace Push.Grains.Audiences;

public sealed class AppVersionTests
{
    [Fact]
    public void Version_AnyNumbers_IsOrderedNumberByNumberAndPrintedAsWritten() => Gen.UInt.Array[1, 4].Select(Gen.UInt.Array[1, 4])
        .Sample((one, other) =>
        {
            var (a, b) = (AppVersion.Parse(string.Join('.', one)), AppVersion.Parse(string.Join('.', other)));
            var expected = Enumerable.Range(0, 4).Select(i => one.ElementAtOrDefault(i).CompareTo(other.ElementAtOrDefault(i)))
                .FirstOrDefault(order => order != 0);
            return a.CompareTo(b) == expected && a.ToString() == string.Join('.', one);
        });

    [Fact]
    public void Version_TrailingZeros_AreEqual() => Assert.Equal(AppVersion.Parse("2.10"), AppVersion.Parse("2.10.0"));

    [Fact]
    public void Version_OfTwoDigits_IsGreaterThanOfOne() => Assert.True(AppVersion.Parse("2.10") > AppVersion.Parse("2.9.9"));

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1..2")]
    [InlineData("1.2.3.4.5")]
    [InlineData("4294967296")]
    [InlineData("-1")]
    [InlineData("1.+2")]
    [InlineData("1.2b3")]
    [InlineData("v1")]
    public void Version_OtherText_IsNone(string text) => Assert.False(AppVersion.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
