using System.Text;

namespace Push.Apns.Tests.Responses;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(1994, 11, 6, 8, 49, 7, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 120 ", 120)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("99999999999999", int.MaxValue)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 30)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 30)]
    [InlineData("Sun Nov  6 08:49:37 1994", 30)]
    [InlineData("Sat, 05 Nov 1994 08:49:37 GMT", 0)]
    public void TryParse_SecondsOrDate_IsADelay(string value, int seconds)
    {
        Assert.True(RetryAfterHeader.TryParse(Encoding.UTF8.GetBytes(value), Now, out var delay));
        Assert.Equal(TimeSpan.FromSeconds(seconds), delay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("Sün, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("00000000000000000000000000000000000000000000000000000001")]
    public void TryParse_AnythingElse_IsIgnored(string value) =>
        Assert.False(RetryAfterHeader.TryParse(Encoding.UTF8.GetBytes(value), Now, out _));
}
