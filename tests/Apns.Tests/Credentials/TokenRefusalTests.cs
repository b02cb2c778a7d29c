namespace Push.Apns.Tests.Credentials;

public sealed class TokenRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ExpiredProviderToken", 3, -65.0, "65 min behind that of APNs")]
    [InlineData("ExpiredProviderToken", 3, null, "at least 57 min behind")]
    [InlineData("ExpiredProviderToken", 3, 0.1, "Apple must have seen another token")]
    [InlineData("InvalidProviderToken", 0, 12.0, "12 min ahead of that of APNs")]
    [InlineData("InvalidProviderToken", 0, null, "or this machine's clock is ahead")]
    public void Explain_FreshTokenRefused_SpeaksOfTheClock(string reason, int age, double? ahead, string words) =>
        Assert.Contains(words, Explain(reason, age, ahead), StringComparison.Ordinal);

    [Theory]
    [InlineData("ExpiredProviderToken", 61, null)] // It has expired.
    [InlineData("InvalidProviderToken", 0, 0.5)] // The clocks agree: it is the key.
    [InlineData("BadDeviceToken", 0, 90.0)]
    public void Explain_NothingToAdd_IsSilent(string reason, int age, double? ahead) => Assert.Null(Explain(reason, age, ahead));

    private static string? Explain(string reason, int age, double? ahead) => TokenRefusal.Explain(
        ApnsReason.Of(403, System.Text.Encoding.ASCII.GetBytes(reason)), Now - TimeSpan.FromMinutes(age), Now,
        ahead is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
}
