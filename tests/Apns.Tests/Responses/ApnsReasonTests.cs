using System.Text;

namespace Push.Apns.Tests.Responses;

public sealed class ApnsReasonTests
{
    // Apple's table and the variants that users reported, with what we make of each.
    private const string Expected = """
        400 BadCollapseId GiveUp
        400 BadDeviceToken ProposeRetirement
        400 BadExpirationDate GiveUp
        400 BadMessageId GiveUp
        400 BadPriority GiveUp
        400 BadTopic FixTopic
        400 DeviceTokenNotForTopic FixTopic
        400 DuplicateHeaders GiveUp
        400 IdleTimeout NewConnection
        400 InvalidPushType GiveUp
        400 MissingDeviceToken GiveUp
        400 MissingTopic FixTopic
        400 PayloadEmpty GiveUp
        400 TopicDisallowed FixTopic
        403 BadCertificate FixCredential
        403 BadCertificateEnvironment FixCredential
        403 BadEnvironmentKeyIdInToken FixCredential
        403 BadEnvironmentKeyInToken FixCredential
        403 ExpiredProviderToken RenewToken
        403 Forbidden FixCredential
        403 InvalidProviderToken FixCredential
        403 MissingProviderToken FixCredential
        403 UnrelatedKeyIdInToken NewConnection
        404 BadPath GiveUp
        405 MethodNotAllowed GiveUp
        410 ExpiredToken Retire
        410 Unregistered Retire
        413 PayloadTooLarge GiveUp
        429 TooManyProviderTokenUpdates RetryLater
        429 TooManyRequests RetryLater
        500 InternalServerError RetryLater
        503 ServiceUnavailable RetryLater
        503 Shutdown RetryLater
        400 BadChannelId GiveUp
        400 BadRequestParams GiveUp
        400 BadRequestPayload GiveUp
        400 CannotCreateChannelConfig GiveUp
        400 ChannelNotRegistered GiveUp
        400 FeatureNotEnabled GiveUp
        400 MissingChannelId GiveUp
        400 MissingPushType GiveUp
        403 TopicMismatch FixTopic
        503 Service Unavailable RetryLater
        """;

    [Fact]
    public void Table_IsApples()
    {
        var ours = ApnsReason.All.Select(reason => $"{reason.Status} {reason.Text} {reason.Verdict}");

        Assert.Equal(Expected.Split('\n').Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_KnownText_IsAlwaysTheSameObject()
    {
        foreach (var reason in ApnsReason.All)
        {
            Assert.True(reason.IsKnown);
            Assert.Same(reason, ApnsReason.Of(reason.Status, Encoding.UTF8.GetBytes(reason.Text)));
            Assert.Same(reason, ApnsReason.Of(0, Encoding.UTF8.GetBytes(reason.Text)));
        }
    }

    // Every error that the Go library Buford has a name for.
    [Theory]
    [InlineData("PayloadEmpty PayloadTooLarge MissingDeviceToken BadDeviceToken TooManyRequests BadMessageId BadExpirationDate")]
    [InlineData("BadPriority BadTopic InvalidProviderToken ExpiredProviderToken BadCertificate BadCertificateEnvironment Forbidden")]
    [InlineData("MissingTopic TopicDisallowed Unregistered DeviceTokenNotForTopic DuplicateHeaders BadPath MethodNotAllowed")]
    [InlineData("IdleTimeout Shutdown InternalServerError ServiceUnavailable")]
    public void Of_BufordsErrors_AreAllKnown(string reasons) => Assert.All(
        reasons.Split(' '), reason => Assert.True(ApnsReason.Of(0, Encoding.UTF8.GetBytes(reason)).IsKnown));

    [Theory]
    [InlineData(400, Verdict.GiveUp)]
    [InlineData(403, Verdict.FixCredential)]
    [InlineData(410, Verdict.Retire)]
    [InlineData(429, Verdict.RetryLater)]
    [InlineData(500, Verdict.RetryLater)]
    [InlineData(503, Verdict.RetryLater)]
    [InlineData(302, Verdict.GiveUp)]
    public void Of_UnknownText_KeepsItAndIsJudgedByStatus(int status, Verdict verdict)
    {
        var reason = ApnsReason.Of(status, "InventedLater"u8);

        Assert.Equal(("InventedLater", status, verdict, false),
            (reason.Text, reason.Status, reason.Verdict, reason.IsKnown));
        Assert.Equal(verdict, ApnsReason.Of(status, []).Verdict);
        Assert.Same(ApnsReason.Of(status, []), ApnsReason.Of(status, []));
    }

    [Fact]
    public void Of_HostileText_IsCutAndHoldsNoControlCharacters()
    {
        Assert.Equal("a?[31mb", ApnsReason.Of(400, "a\u001b[31mb"u8).Text);
        Assert.Equal(128, ApnsReason.Of(400, new byte[5000].AsSpan()).Text.Length);
        Assert.Equal("", ApnsReason.Of(70_000, []).Text);
    }

    [Fact]
    public void MayBeSentAgain_OnlyWhatNobodyHasToMend()
    {
        Assert.True(ApnsReason.Of(503, "Shutdown"u8).MayBeSentAgain);
        Assert.True(ApnsReason.Of(403, "ExpiredProviderToken"u8).MayBeSentAgain);
        Assert.False(ApnsReason.Of(403, "InvalidProviderToken"u8).MayBeSentAgain);
        Assert.False(ApnsReason.Of(410, "Unregistered"u8).MayBeSentAgain);
    }
}
