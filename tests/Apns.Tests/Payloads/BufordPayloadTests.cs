using System.Text;
using System.Text.Json.Nodes;

namespace Push.Apns.Tests.Payloads;

/// <summary>The JSON shapes that the Go library Buford promises, and the payloads that it refuses though Apple takes them.</summary>
public sealed class BufordPayloadTests
{
    public static TheoryData<string, ApnsPayload> Shapes => new()
    {
        { """{"aps":{"alert":"Hello"}}""", new AlertPayload { Body = "Hello" } },
        { """{"aps":{"alert":"Mail","badge":9,"sound":"bing.aiff"}}""", new AlertPayload { Body = "Mail", Badge = 9, Sound = "bing.aiff" } },
        { """{"aps":{"content-available":1}}""", new BackgroundPayload() },
        { """{"aps":{"alert":{"title":"T","body":"B"}}}""", new AlertPayload { Title = "T", Body = "B" } },
        { """{"aps":{"badge":0}}""", new AlertPayload { Badge = 0 } },
        {
            """{"aps":{"alert":"B"},"acme2":["bang","whiz"]}""",
            new AlertPayload { Body = "B", Custom = new JsonObject { ["acme2"] = new JsonArray("bang", "whiz") } }
        },
        { """{"mdm":"magic"}""", new MdmPayload("magic") },
        {
            """{"aps":{"alert":{"title":"T","body":"B","action":"View"},"url-args":["boarding","A998"]}}""",
            new SafariPayload("T", "B") { Action = "View", UrlArguments = ["boarding", "A998"] }
        },
        { """{"aps":{"alert":{"title":"T","body":"B"},"url-args":[]}}""", new SafariPayload("T", "B") },
        { """{"aps":{"sound":"bing.aiff"}}""", new AlertPayload { Sound = "bing.aiff" } },
        { """{"aps":{"alert":{"title":"T"}}}""", new AlertPayload { Title = "T" } },
        { """{"aps":{"alert":{"loc-key":"K"}}}""", new AlertPayload { LocalizedBody = new LocalizedText("K") } },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void ToUtf8_Shape_IsBufordsAndValid(string json, ApnsPayload payload)
    {
        Assert.Equal(json, Encoding.UTF8.GetString(payload.ToUtf8()));
        Assert.Empty(payload.ToContent().Validate());
    }

    [Theory]
    [InlineData("", "payload: must not be empty; the smallest payload is {}")]
    [InlineData("""{"aps":{}}""", "payload.aps: must hold alert, badge or sound for the push type alert")]
    [InlineData("null", "payload: must be a JSON object")]
    public void Validate_WhatBufordCallsIncomplete_IsRefused(string json, string violation)
    {
        var content = new NotificationContent { Payload = Encoding.UTF8.GetBytes(json), PushType = PushType.Alert };

        Assert.Equal(violation, Assert.Single(content.Validate()).ToString());
    }

    [Theory]
    [InlineData("", "payload.aps.alert.title: must be there with url-args, for Safari")]
    [InlineData(""" "title":"T" """, "payload.aps.alert.body: must be there with url-args, for Safari")]
    [InlineData(""" "body":"B" """, "payload.aps.alert.title: must be there with url-args, for Safari")]
    public void Validate_SafariWithoutTitleOrBody_IsRefused(string alert, string violation)
    {
        var content = new NotificationContent
        {
            Payload = Encoding.UTF8.GetBytes($$$"""{"aps":{"alert":{{{{alert}}}},"url-args":[]}}"""),
            PushType = PushType.Alert,
        };

        Assert.Contains(violation, content.Validate().Select(found => found.ToString()));
    }
}
