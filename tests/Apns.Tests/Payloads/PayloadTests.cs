using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace Push.Apns.Tests.Payloads;

public sealed class PayloadTests
{
    private const string App = "com.example.app";

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<ApnsPayload, string, string> Kinds => new()
    {
        { new AlertPayload { Body = "B" }, """{"aps":{"alert":"B"}}""", App },
        { new BackgroundPayload { Custom = Order() }, """{"aps":{"content-available":1},"order":17}""", App },
        { new VoipPayload { Custom = Order() }, """{"order":17}""", App + ".voip" },
        { new VoipPayload(), "{}", App + ".voip" },
        { new ComplicationPayload { Custom = Order() }, """{"order":17}""", App + ".complication" },
        { new FileProviderPayload("c"), """{"container-identifier":"c"}""", App + ".pushkit.fileprovider" },
        { new FileProviderPayload("c", "d"), """{"container-identifier":"c","domain":"d"}""", App + ".pushkit.fileprovider" },
        { new LocationPayload(), """{"aps":{}}""", App + ".location-query" },
        { new PushToTalkPayload { Custom = Order() }, """{"aps":{},"order":17}""", App + ".voip-ptt" },
        { new ControlsPayload(), """{"aps":{"content-changed":true}}""", App + ".push-type.controls" },
        { new WidgetsPayload(), """{"aps":{"content-changed":true}}""", App + ".push-type.widgets" },
        { new SafariPayload("T", "B"), """{"aps":{"alert":{"title":"T","body":"B"},"url-args":[]}}""", App },
        {
            new LiveActivityUpdate { Timestamp = Noon, ContentState = Order() },
            """{"aps":{"timestamp":1780315200,"event":"update","content-state":{"order":17}}}""", App + ".push-type.liveactivity"
        },
        {
            new LiveActivityEnd { Timestamp = Noon, DismissalDate = Noon.AddMinutes(1) },
            """{"aps":{"timestamp":1780315200,"event":"end","dismissal-date":1780315260}}""", App + ".push-type.liveactivity"
        },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void ToContent_EveryKind_IsValidWithItsTopicAndPriority(ApnsPayload payload, string json, string topic)
    {
        var content = payload.ToContent(App);

        Assert.Equal(json, Encoding.UTF8.GetString(content.Payload.Span));
        Assert.Equal((payload.PushType, topic), (content.PushType, content.Topic));
        Assert.Empty(content.Validate());
        Assert.Null(payload.ToContent().Topic);
    }

    [Fact]
    public void ToContent_MdmAndWallet_TakeTheTopicAsItIs()
    {
        var mdm = new MdmPayload("magic").ToContent("com.apple.mgmt.External.7c3c");
        var wallet = new WalletPayload().ToContent("pass.com.example.ticket");

        Assert.Equal(("com.apple.mgmt.External.7c3c", "mdm"), (mdm.Topic, mdm.PushType.Value));
        Assert.Equal(("pass.com.example.ticket", null), (wallet.Topic, wallet.PushType.Value));
        Assert.Equal("{}", Encoding.UTF8.GetString(wallet.Payload.Span));
        Assert.Empty(mdm.Validate(CredentialKind.Certificate));
        Assert.Empty(wallet.Validate(CredentialKind.Certificate));
    }

    [Fact]
    public void ToUtf8_LiveActivityStart_CarriesEverything()
    {
        var start = new LiveActivityStart
        {
            Timestamp = Noon,
            Alert = new LiveActivityAlert { LocalizedTitle = new LocalizedText("T", "Ann"), Body = "B", Sound = "chime.aiff" },
            AttributesType = "Ride",
            Attributes = new JsonObject { ["car"] = "blue" },
            ContentState = Order(),
            StaleDate = Noon.AddSeconds(90),
            RelevanceScore = 150,
            InputPushChannel = "dHN0",
            InputPushToken = true,
        };

        Assert.Equal(
            """
            {"aps":{"timestamp":1780315200,"event":"start","attributes-type":"Ride","attributes":{"car":"blue"},
            "input-push-channel":"dHN0","input-push-token":1,"content-state":{"order":17},"stale-date":1780315290,
            "relevance-score":150,"alert":{"title":{"loc-key":"T","loc-args":["Ann"]},"body":"B","sound":"chime.aiff"}}}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(start.ToUtf8()));
        Assert.Empty(start.ToContent(App).Validate(CredentialKind.ProviderToken));
    }

    [Theory]
    [InlineData("17")]
    [InlineData("-1.5e10")]
    [InlineData("\"Grüße \\\"日本\\\"\"")]
    [InlineData("[1,[],{\"a\":null}]")]
    [InlineData("{\"deep\":{\"er\":[true,false]}}")]
    [InlineData("null")]
    public void ToUtf8_CustomValueOfAnyShape_IsKept(string json) => Assert.Equal(
        $$"""{"v":{{json}}}""",
        Encoding.UTF8.GetString(new VoipPayload { Custom = new JsonObject { ["v"] = JsonNode.Parse(json) } }.ToUtf8()));

    [Fact]
    public void ToUtf8_CustomAps_IsFoundByValidation()
    {
        var content = new AlertPayload { Body = "B", Custom = new JsonObject { ["aps"] = 1 } }.ToContent(App);

        Assert.Equal("payload.aps: must not stand twice", Assert.Single(content.Validate()).ToString());
    }

    [Fact]
    public void WriteTo_Buffer_AppendsTheSameBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("x"u8);

        new AlertPayload { Body = "B" }.WriteTo(buffer);

        Assert.Equal("""x{"aps":{"alert":"B"}}""", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void ToUtf8_AfterOneThatFailed_IsWhole()
    {
        var broken = new AlertPayload { Body = "B", RelevanceScore = double.NaN };

        Assert.ThrowsAny<ArgumentException>(broken.ToUtf8);
        Assert.Equal("""{"aps":{"alert":"B"}}""", Encoding.UTF8.GetString(new AlertPayload { Body = "B" }.ToUtf8()));
    }

    [Fact]
    public void ToUtf8_TypicalAlert_AllocatesTheResultOnly()
    {
        var payload = new AlertPayload { Title = "Your order", Body = "is on its way", Badge = 1, Sound = "default", ThreadId = "order-17" };
        var length = payload.ToUtf8().Length;

        var allocated = Allocations.Of(() => payload.ToUtf8()); // a hundred times

        Assert.InRange(allocated, 100 * length, 100 * (length + 32));
    }

    private static JsonObject Order() => new() { ["order"] = 17 };
}
