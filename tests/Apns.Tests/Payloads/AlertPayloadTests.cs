using System.Text;

namespace Push.Apns.Tests.Payloads;

public sealed class AlertPayloadTests
{
    [Fact]
    public void ToUtf8_BodyAlone_IsAString() =>
        Assert.Equal("""{"aps":{"alert":"hello"}}""", Text(new AlertPayload { Body = "hello" }));

    [Fact]
    public void ToUtf8_TitleToo_IsADictionary() => Assert.Equal(
        """{"aps":{"alert":{"title":"T","body":"B"},"badge":0,"sound":"default"}}""",
        Text(new AlertPayload { Title = "T", Body = "B", Badge = 0, Sound = "default" }));

    [Fact]
    public void ToUtf8_NonAscii_StaysUtf8() =>
        Assert.Equal("""{"aps":{"alert":"Grüße & <b>日本</b>"}}""",
            Text(new AlertPayload { Body = "Grüße & <b>日本</b>" }));

    [Fact]
    public void ToUtf8_Nothing_IsAValidPayload() => Assert.Equal("""{"aps":{}}""", Text(new AlertPayload()));

    private static string Text(AlertPayload payload) => Encoding.UTF8.GetString(payload.ToUtf8());
}
