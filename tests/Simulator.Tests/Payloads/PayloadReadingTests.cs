using System.Text;
using Push.Simulator.Payloads;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Payloads;

public sealed class PayloadReadingTests
{
    [Theory]
    [InlineData("alert", """{"aps":{"alert":"Hello"},"own":[{"aps":1}]}""", null)]
    [InlineData("alert", """{"own":1}""", "alert: there is no aps")]
    [InlineData("alert", "{", "the payload is no JSON object")]
    [InlineData("alert", "[]", "the payload is no JSON object")]
    [InlineData("alert", "{} x", "the payload is no JSON object")]
    [InlineData("", """{"own":1}""", null)]
    [InlineData("voip", """{"own":1}""", null)]
    [InlineData("background", """{"aps":{"content-available":1},"own":{"alert":1},"mdm":"x"}""", null)]
    [InlineData("background", """{"aps":{"content-available":true}}""", "background: aps lacks \"content-available\":1")]
    [InlineData("background", """{"aps":{}}""", "background: aps lacks \"content-available\":1")]
    [InlineData("background", """{"own":{"content-available":1}}""", "background: aps lacks \"content-available\":1")]
    [InlineData("background", """{"aps":{"content-available":1,"sound":"x"}}""", "background: aps holds more than content-available")]
    [InlineData("background", """{"aps":{"content-available":1,"alert":{"body":"x"}}}""", "background: aps holds more than content-available")]
    [InlineData("controls", """{"aps":{"content-changed":true}}""", null)]
    [InlineData("widgets", """{"aps":{"content-changed":1}}""", "controls and widgets: aps lacks \"content-changed\":true")]
    [InlineData("mdm", """{"mdm":"magic"}""", null)]
    [InlineData("mdm", """{"mdm":"magic","aps":{}}""", "mdm: aps does not belong here")]
    [InlineData("mdm", """{"mdm":1}""", "mdm: the text mdm is missing")]
    [InlineData("fileprovider", """{"container-identifier":"a","domain":"b"}""", null)]
    [InlineData("fileprovider", """{"domain":"b"}""", "fileprovider: container-identifier is missing")]
    [InlineData("liveactivity", """{"aps":{"timestamp":1,"event":"update","content-state":{}}}""", null)]
    [InlineData("liveactivity", """{"aps":{"timestamp":1,"event":"end"}}""", null)]
    [InlineData("liveactivity", """{"aps":{"event":"update","content-state":{}}}""", "liveactivity: aps lacks timestamp or event")]
    [InlineData("liveactivity", """{"aps":{"timestamp":1,"event":"stop"}}""", "liveactivity: event is none of start, update and end")]
    [InlineData("liveactivity", """{"aps":{"timestamp":1,"event":"update"}}""", "liveactivity: aps lacks content-state")]
    [InlineData(
        "liveactivity", """{"aps":{"timestamp":1,"event":"start","content-state":{},"alert":{}}}""",
        "liveactivity: a start lacks alert, attributes-type or attributes")]
    [InlineData(
        "liveactivity",
        """{"aps":{"timestamp":1,"event":"start","content-state":{},"alert":{},"attributes-type":"A","attributes":{}}}""", null)]
    public void Remark_OnAPayload_SaysWhatADeviceWouldMiss(string pushType, string payload, string? remark) =>
        Assert.Equal(remark, PayloadReading.Remark(Encoding.ASCII.GetBytes(pushType), Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Remark_OnRandomBytes_NeverThrows()
    {
        byte[] whole = """{"aps":{"timestamp":1,"event":"start","content-available":1,"mdm":"x","a":["😀"]}}"""u8.ToArray();
        Random random = new(20262);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] payload = whole[..random.Next(whole.Length + 1)];
            for (int edits = random.Next(3); edits > 0 && payload.Length > 0; edits--)
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            foreach (string type in new[] { "", "background", "liveactivity" })
                PayloadReading.Remark(Encoding.ASCII.GetBytes(type), payload);
        }
    }

    [Fact]
    public async Task Remarks_AreCounted_AndStandAtTheNotification()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        await client.SendAsync(PushClient.Header("apns-push-type", "alert"));
        await client.SendAsync(Background);
        await client.SendAsync(Background);
        await client.SendAsync(request =>
        {
            Background(request);
            PushClient.Header("apns-topic", "pass.com.example")(request);
        });
        await client.SendAsync(Background, "/3/device/badd");

        Assert.Equal(
            new Dictionary<string, long> { ["background: aps lacks \"content-available\":1"] = 2 }, simulator.Stats.Remarks);
        Assert.Equal([false, true, true, false, false], simulator.Notifications.Select(n => n.Remark is not null));

        static void Background(HttpRequestMessage request)
        {
            PushClient.Header("apns-push-type", "background")(request);
            PushClient.Header("apns-priority", "5")(request);
        }
    }
}
