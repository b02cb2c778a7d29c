using CsCheck;

namespace Push.Apns.Tests.Notifications;

public sealed class NotificationIdTests
{
    private static readonly Gen<UInt128> Numbers =
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low));

    [Fact]
    public void For_AnyCampaignAndToken_IsAUuidOfVersion8() => Numbers.Select(Numbers).Sample((campaign, token) =>
    {
        var text = NotificationId.For(campaign, new TokenHash(token)).ToString();

        Assert.Equal('8', text[14]);
        Assert.Contains(text[19], "89ab");
    });

    [Fact]
    public void For_SameInput_IsTheSameInEveryProcess()
    {
        // printf '%032x%032x' 1 2 | xxd -r -p | sha256sum, with version and variant set.
        Assert.Equal(Known, NotificationId.For(1, new TokenHash(2)));
    }

    [Fact]
    public void For_OtherCampaignOrToken_IsAnother()
    {
        var id = NotificationId.For(1, new TokenHash(2));

        Assert.NotEqual(id, NotificationId.For(2, new TokenHash(1)));
        Assert.NotEqual(id, NotificationId.For(1, new TokenHash(3)));
    }

    private static readonly Guid Known = new("78d68721-debb-823c-b880-232869a63e25");
}
