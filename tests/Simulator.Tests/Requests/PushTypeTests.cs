using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Requests;

public sealed class PushTypeTests(OpenSimulator open)
{
    [Theory]
    [InlineData("alert", "com.example.app", null)]
    [InlineData("background", "com.example.app", null)]
    [InlineData("voip", "com.example.app.voip", null)]
    [InlineData("voip", "com.example.app", "BadTopic")]
    [InlineData("voip", ".voip", "BadTopic")]
    [InlineData("complication", "com.example.app.complication", null)]
    [InlineData("complication", "com.example.app.h.complication", null)]
    [InlineData("complication", "com.example.app", "BadTopic")]
    [InlineData("fileprovider", "com.example.app.pushkit.fileprovider", null)]
    [InlineData("fileprovider", "com.example.app", "BadTopic")]
    [InlineData("mdm", "com.apple.mgmt.External.1234", null)]
    [InlineData("mdm", "com.example.app", "BadTopic")]
    [InlineData("location", "com.example.app.location-query", null)]
    [InlineData("location", "com.example.app", "BadTopic")]
    [InlineData("liveactivity", "com.example.app.push-type.liveactivity", null)]
    [InlineData("liveactivity", "com.example.app", "BadTopic")]
    [InlineData("pushtotalk", "com.example.app.voip-ptt", null)]
    [InlineData("pushtotalk", "com.example.app", "BadTopic")]
    [InlineData("controls", "com.example.app.push-type.controls", null)]
    [InlineData("controls", "com.example.app", "BadTopic")]
    [InlineData("widgets", "com.example.app.push-type.widgets", null)]
    [InlineData("widgets", "com.example.app", "BadTopic")]
    public async Task Topic_NeedsTheEndingOfItsPushType(string type, string topic, string? reason)
    {
        PushAnswer answer = await SendAsync(type, topic, "5", 20);

        Assert.Equal(reason, answer.Reason);
    }

    [Theory]
    [InlineData("background", "com.example.app", "10", "BadPriority")]
    [InlineData("background", "com.example.app", "1", "BadPriority")]
    [InlineData("background", "com.example.app", null, "BadPriority")]
    [InlineData("background", "pass.com.example", null, null)]
    [InlineData("liveactivity", "com.example.app.push-type.liveactivity", "1", "BadPriority")]
    [InlineData("liveactivity", "com.example.app.push-type.liveactivity", null, null)]
    [InlineData("alert", "com.example.app", "1", null)]
    public async Task Priority_IsOneOfItsPushType(string type, string topic, string? priority, string? reason)
    {
        PushAnswer answer = await SendAsync(type, topic, priority, 20);

        Assert.Equal(reason, answer.Reason);
    }

    [Theory]
    [InlineData("alert", "com.example.app", 1, null)]
    [InlineData("alert", "com.example.app", 4096, null)]
    [InlineData("alert", "com.example.app", 4097, "PayloadTooLarge")]
    [InlineData("voip", "com.example.app.voip", 5120, null)]
    [InlineData("voip", "com.example.app.voip", 5121, "PayloadTooLarge")]
    [InlineData(null, "com.example.app.voip", 5120, null)]
    [InlineData(null, "com.example.app", 4097, "PayloadTooLarge")]
    [InlineData("alert", "com.example.app", 100_000, "PayloadTooLarge")]
    public async Task Payload_LargerThanItsPushTypeTakes_IsTooLarge(string? type, string topic, int size, string? reason)
    {
        PushAnswer answer = await SendAsync(type, topic, null, size);

        Assert.Equal((reason is null ? 200 : 413, reason), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Payload_OfNothing_IsEmpty()
    {
        PushAnswer answer = await SendAsync("alert", "com.example.app", null, 0);

        Assert.Equal((400, "PayloadEmpty"), (answer.Status, answer.Reason));
    }

    private Task<PushAnswer> SendAsync(string? type, string topic, string? priority, int size) => open.Client.SendAsync(r =>
    {
        PushClient.Header("apns-topic", topic)(r);
        PushClient.Body(size)(r);
        if (type is not null)
            PushClient.Header("apns-push-type", type)(r);
        if (priority is not null)
            PushClient.Header("apns-priority", priority)(r);
    });
}
