using Push.Apns;

namespace Push.Cli.Payloads;

public sealed class ExpirationTextTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1893456000", 1893456000)]
    [InlineData("2030-01-01T00:00Z", 1893456000)]
    [InlineData("2030-01-01T01:00+01:00", 1893456000)]
    [InlineData("+90s", 1_000_000_090)]
    [InlineData("+2h", 1_000_007_200)]
    [InlineData("+7d", 1_000_604_800)]
    public void ExpirationText_EveryForm_IsRead(string text, long seconds)
    {
        Assert.True(ExpirationText.TryParse(text, Now, out var expiration));
        Assert.Equal(Expiration.FromEpochSeconds(seconds), expiration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+2")]
    [InlineData("+h")]
    [InlineData("soon")]
    public void ExpirationText_AnythingElse_IsRefused(string text) =>
        Assert.False(ExpirationText.TryParse(text, Now, out _));
}
