using CsCheck;

namespace Push.Apns.Tests.Notifications;

public sealed class NotificationIdTests
{
    private static readonly Gen<UInt128> Numbers =
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low));

    private static readonly Gen<DeviceToken> Tokens =
        Gen.Byte.Array[1, DeviceToken.MaxLength].Select(bytes => DeviceToken.FromBytes(bytes));

    [Fact]
    public void For_AnyCampaignAndToken_IsAUuidOfVersion8() => Numbers.Select(Tokens).Sample((campaign, token) =>
    {
        var text = NotificationId.For(campaign, token).ToString();

        Assert.Equal('8', text[14]);
        Assert.Contains(text[19], "89ab");
    });

    [Fact]
    public void For_SameInput_IsTheSameInEveryProcess()
    {
        // printf '%032x02' 1 | xxd -r -p | xxhsum -H2, with version and variant set.
        Assert.Equal(Known, NotificationId.For(1, DeviceToken.Parse("02")));
    }

    [Fact]
    public void For_OtherCampaignOrToken_IsAnother()
    {
        var id = NotificationId.For(1, DeviceToken.Parse("02"));

        Assert.NotEqual(id, NotificationId.For(2, DeviceToken.Parse("01")));
        Assert.NotEqual(id, NotificationId.For(1, DeviceToken.Parse("03")));
    }

    private static readonly Guid Known = new("41c18336-19f7-868b-8ae7-f231084132ab");
}
