using System.Text;
using System.Text.Json.Nodes;

namespace Push.Apns.Tests.Payloads;

public sealed class AlertPayloadTests
{
    [Fact]
    public void ToUtf8_BodyAlone_IsAString() =>
        Assert.Equal("""{"aps":{"alert":"hello"}}""", Text(new AlertPayload { Body = "hello" }));

    [Fact]
    public void ToUtf8_AnythingMore_IsADictionary() => Assert.Equal(
        """{"aps":{"alert":{"title":"T","body":"B"},"badge":0,"sound":"default"}}""",
        Text(new AlertPayload { Title = "T", Body = "B", Badge = 0, Sound = "default" }));

    [Fact]
    public void ToUtf8_NonAscii_StaysUtf8() =>
        Assert.Equal("""{"aps":{"alert":"Grüße & <b>日本</b> 👋"},"ort":{"für":"Köln"}}""",
            Text(new AlertPayload { Body = "Grüße & <b>日本</b> 👋", Custom = new JsonObject { ["ort"] = new JsonObject { ["für"] = "Köln" } } }));

    [Fact]
    public void ToUtf8_Nothing_IsJson() => Assert.Equal("""{"aps":{}}""", Text(new AlertPayload()));

    [Fact]
    public void ToUtf8_Badge_HasThreeStates()
    {
        Assert.Equal("""{"aps":{"alert":"x"}}""", Text(new AlertPayload { Body = "x" }));
        Assert.Equal("""{"aps":{"badge":0}}""", Text(new AlertPayload { Badge = 0 }));
        Assert.Equal("""{"aps":{"badge":7}}""", Text(new AlertPayload { Badge = 7 }));
    }

    [Fact]
    public void ToUtf8_Sound_IsANameOrCritical()
    {
        Assert.Equal("""{"aps":{"sound":"bing.aiff"}}""", Text(new AlertPayload { Sound = "bing.aiff" }));
        Assert.Equal("""{"aps":{"sound":{"critical":1,"name":"default"}}}""", Text(new AlertPayload { Sound = AlertSound.Critical() }));
        Assert.Equal("""{"aps":{"sound":{"critical":1,"name":"a.caf","volume":0.25}}}""",
            Text(new AlertPayload { Sound = AlertSound.Critical("a.caf", 0.25) }));
        Assert.Equal("""{"aps":{}}""", Text(new AlertPayload { Sound = (string?)null }));
    }

    [Fact]
    public void ToUtf8_EveryKey_StandsByItsName() => Assert.Equal(
        """
        {"aps":{"alert":{"title":"T","subtitle":"S","body":"B","title-loc-key":"TK","title-loc-args":["1"],"subtitle-loc-key":"SK",
        "loc-key":"BK","loc-args":["2","3"],"launch-image":"L","action":"A","action-loc-key":"AK","summary-arg":"SA","summary-arg-count":4},
        "badge":5,"sound":"s","thread-id":"t","category":"c","content-available":1,"mutable-content":1,"target-content-id":"w",
        "interruption-level":"time-sensitive","relevance-score":0.5,"filter-criteria":"f"},"order":[17,null,{"x":true}]}
        """.ReplaceLineEndings(""),
        Text(new AlertPayload
        {
            Title = "T",
            Subtitle = "S",
            Body = "B",
            LocalizedTitle = new LocalizedText("TK", "1"),
            LocalizedSubtitle = new LocalizedText("SK"),
            LocalizedBody = new LocalizedText("BK", "2", "3"),
            LaunchImage = "L",
            Action = "A",
            LocalizedAction = "AK",
            SummaryArgument = "SA",
            SummaryArgumentCount = 4,
            Badge = 5,
            Sound = "s",
            ThreadId = "t",
            Category = "c",
            ContentAvailable = true,
            MutableContent = true,
            TargetContentId = "w",
            InterruptionLevel = InterruptionLevel.TimeSensitive,
            RelevanceScore = 0.5,
            FilterCriteria = "f",
            Custom = new JsonObject { ["order"] = new JsonArray(17, null, new JsonObject { ["x"] = true }) },
        }));

    private static string Text(AlertPayload payload) => Encoding.UTF8.GetString(payload.ToUtf8());
}
