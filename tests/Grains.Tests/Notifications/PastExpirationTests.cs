using Push.Apns;

namespace Push.Grains.Notifications;

public sealed class PastExpirationTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1_800_003_600)]
    [InlineData(1_799_996_400)]
    public void FindError_NoneOneAttemptLaterOrJustExpired_IsNull(int? seconds) => Assert.Null(PastExpiration.FindError(
        seconds is { } given ? Expiration.FromEpochSeconds(given) : Expiration.Unspecified, Now));

    [Fact]
    public void FindError_DurationForATime_NamesTheTime() => Assert.Equal(
        "lies in the past, 1970-01-01 01:00:00 UTC; a number is seconds since 1970",
        PastExpiration.FindError(Expiration.FromEpochSeconds(3600), Now));
}
