using System.Text;
using System.Text.Json.Nodes;

namespace Push.Apns.Tests.Notifications;

/// <summary>
/// Every kind of push goes to the simulator, rightly and with each header wrong. Our rules and the simulator's are written
/// apart from each other, so what both say is hardly a misreading.
/// </summary>
public sealed class PushTypeRoundTripTests(Gateways gateways) : IClassFixture<Gateways>
{
    private const CredentialKind Token = CredentialKind.ProviderToken;
    private const CredentialKind Certificate = CredentialKind.Certificate;

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, (NotificationContent Content, CredentialKind[] Credentials)> All = new()
    {
        ["alert"] = (new AlertPayload { Title = "T", Body = "B" }.ToContent(Gateways.App), [Token, Certificate]),
        ["background"] = (new BackgroundPayload().ToContent(Gateways.App), [Token, Certificate]),
        ["voip"] = (new VoipPayload { Custom = new JsonObject { ["call"] = 1 } }.ToContent(Gateways.App), [Token, Certificate]),
        ["complication"] = (new ComplicationPayload().ToContent(Gateways.App), [Token, Certificate]),
        ["fileprovider"] = (new FileProviderPayload("c", "d").ToContent(Gateways.App), [Token]),
        ["mdm"] = (new MdmPayload("magic").ToContent(Gateways.MdmTopic), [Certificate]),
        ["location"] = (new LocationPayload().ToContent(Gateways.App), [Token]),
        ["liveactivity"] = (new LiveActivityUpdate { Timestamp = Noon, ContentState = [] }.ToContent(Gateways.App), [Token]),
        ["pushtotalk"] = (new PushToTalkPayload().ToContent(Gateways.App), [Token, Certificate]),
        ["controls"] = (new ControlsPayload().ToContent(Gateways.App), [Token, Certificate]),
        ["widgets"] = (new WidgetsPayload().ToContent(Gateways.App), [Token, Certificate]),
        ["wallet"] = (new WalletPayload().ToContent(Gateways.PassTopic), [Certificate]),
    };

    public static TheoryData<string> Kinds => [.. All.Keys];

    [Fact]
    public void Kinds_AreAllPushTypesAndWallet() => Assert.Equal([.. PushTypeRule.Names.Order(), "wallet"], All.Keys.Order().OrderBy(kind => kind == "wallet"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Send_RightHeaders_IsAcceptedAndArrivesAsSent(string kind)
    {
        var (content, credentials) = All[kind];
        foreach (var credential in credentials)
        {
            var (answer, received) = await gateways.SendAsync(content, credential);

            Assert.Empty(content.Validate(credential));
            Assert.Equal(AttemptOutcome.Accepted, answer.Outcome);
            Assert.Equal(content.Payload.ToArray(), received.Body.ToArray());
            Assert.Equal(
                (content.Topic, content.PushType.Value, content.Priority?.ToString()),
                (received.Header("apns-topic"), received.Header("apns-push-type"), received.Header("apns-priority")));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Send_AnyHeaderWrong_IsRefusedHereAndThere(string kind)
    {
        var (good, credentials) = All[kind];
        var suffix = good.PushType.TopicSuffix;
        foreach (var credential in credentials)
        {
            await RefusesAsync(good with { Priority = 7 }, credential, "priority", "BadPriority");
            await RefusesAsync(good with { CollapseId = new string('x', 65) }, credential, "collapse-id", "BadCollapseId");
            await RefusesAsync(good with { Expiration = Expiration.FromEpochSeconds(-1) }, credential, "expiration", "BadExpirationDate");
            await RefusesAsync(good with { PushType = new PushType("Alert"), Topic = Gateways.App }, credential, "push-type", "InvalidPushType");
            await RefusesAsync(good with { Payload = default }, credential, "payload", "PayloadEmpty");
            if (kind != "wallet") await RefusesAsync(TooLarge(good), credential, "payload", "PayloadTooLarge");
            if (suffix.Length > 0 || kind == "mdm") await RefusesAsync(good with { Topic = Gateways.App }, credential, "topic", "BadTopic");
            if (credential == Token) await RefusesAsync(good with { Topic = null }, credential, "topic", "MissingTopic");
        }

        foreach (var priority in (byte?[])[10, 1, null])
        {
            if (kind == "background" || (kind == "liveactivity" && priority == 1))
                await RefusesAsync(good with { Priority = priority }, credentials[0], "priority", "BadPriority");
        }
    }

    [Theory]
    [InlineData("fileprovider", Certificate)]
    [InlineData("location", Certificate)]
    [InlineData("liveactivity", Certificate)]
    [InlineData("mdm", Token)]
    public Task Send_WithTheOtherCredential_IsRefusedHereAndThere(string kind, CredentialKind credential) =>
        RefusesAsync(All[kind].Content, credential, "credential", "TopicDisallowed");

    private async Task RefusesAsync(NotificationContent wrong, CredentialKind credential, string field, string reason)
    {
        var (answer, _) = await gateways.SendAsync(wrong, credential);

        Assert.Contains(field, wrong.Validate(credential).Select(violation => violation.Field));
        Assert.Equal((AttemptOutcome.Rejected, reason), (answer.Outcome, answer.Reason?.Text));
    }

    private static NotificationContent TooLarge(NotificationContent content)
    {
        var start = Encoding.UTF8.GetString(content.Payload.Span)[..^1];
        var comma = start.Length > 1 ? "," : "";
        var filler = new string('x', content.PushType.MaxPayload + 1 - start.Length - comma.Length - "\"x\":\"\"}".Length);
        return content with { Payload = Encoding.UTF8.GetBytes($"{start}{comma}\"x\":\"{filler}\"}}") };
    }
}
