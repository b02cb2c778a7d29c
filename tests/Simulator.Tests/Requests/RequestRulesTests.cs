using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Requests;

/// <summary>Apple's checks, each asked through real HTTP/2 with a push that is right in every other respect.</summary>
public sealed class RequestRulesTests(OpenSimulator open)
{
    [Theory]
    [InlineData("apns-id", "not-a-uuid", "BadMessageId")]
    [InlineData("apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7", "BadMessageId")]
    [InlineData("apns-id", "eabeae5414a811e5b60b1697f925ec7b", "BadMessageId")]
    [InlineData("apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7g", "BadMessageId")]
    [InlineData("apns-expiration", "tomorrow", "BadExpirationDate")]
    [InlineData("apns-expiration", "-1", "BadExpirationDate")]
    [InlineData("apns-expiration", "+1", "BadExpirationDate")]
    [InlineData("apns-expiration", "1.5", "BadExpirationDate")]
    [InlineData("apns-expiration", "99999999999999999999", "BadExpirationDate")]
    [InlineData("apns-priority", "7", "BadPriority")]
    [InlineData("apns-priority", "high", "BadPriority")]
    [InlineData("apns-collapse-id", "12345678901234567890123456789012345678901234567890123456789012345", "BadCollapseId")]
    [InlineData("apns-push-type", "loud", "InvalidPushType")]
    [InlineData("apns-push-type", "Alert", "InvalidPushType")]
    [InlineData("apns-topic", "com.example.app/extra", "BadTopic")]
    public async Task Header_OfWrongForm_IsRefused(string name, string value, string reason)
    {
        PushAnswer answer = await open.Client.SendAsync(PushClient.Header(name, value));

        Assert.Equal((400, reason), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7b")]
    [InlineData("apns-expiration", "0")]
    [InlineData("apns-expiration", "1900000000")]
    [InlineData("apns-priority", "10")]
    [InlineData("apns-priority", "5")]
    [InlineData("apns-priority", "1")]
    [InlineData("apns-collapse-id", "1234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("apns-push-type", "alert")]
    [InlineData("apns-topic", "com.example.my-app_2")]
    [InlineData("x-unknown", "anything")]
    public async Task Header_OfRightForm_IsAccepted(string name, string value)
    {
        PushAnswer answer = await open.Client.SendAsync(PushClient.Header(name, value));

        Assert.Equal((200, null), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("/3/device/", 400, "MissingDeviceToken")]
    [InlineData("/3/device", 400, "MissingDeviceToken")]
    [InlineData("/3/device/xyz", 400, "BadDeviceToken")]
    [InlineData("/3/device/abc", 400, "BadDeviceToken")]
    [InlineData("/3/device/00fc/13ad", 404, "BadPath")]
    [InlineData("/3/device/00fc?a=b", 404, "BadPath")]
    [InlineData("/3/devices/00fc", 404, "BadPath")]
    [InlineData("/2/device/00fc", 404, "BadPath")]
    [InlineData("/", 404, "BadPath")]
    public async Task Path_OfWrongForm_IsRefused(string path, int status, string reason)
    {
        PushAnswer answer = await open.Client.SendAsync(path: path);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("00FC13ADFF785122B4AD28809A3420982341241421348097878E577C991DE8F0")]
    [InlineData("80")]
    public async Task Token_OfAnyCaseAndLength_IsAccepted(string token)
    {
        PushAnswer answer = await open.Client.SendAsync(path: $"/3/device/{token}");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Token_LongerThanAnyKnown_IsRefused()
    {
        PushAnswer longest = await open.Client.SendAsync(path: $"/3/device/{new string('a', 256)}");
        PushAnswer longer = await open.Client.SendAsync(path: $"/3/device/{new string('a', 258)}");

        Assert.Equal(200, longest.Status);
        Assert.Equal("BadDeviceToken", longer.Reason);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Method_OtherThanPost_IsNotAllowed(string method)
    {
        PushAnswer answer = await open.Client.SendAsync(r =>
        {
            r.Method = new HttpMethod(method);
            r.Content = null;
        });

        Assert.Equal((405, "MethodNotAllowed"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Topic_LeftOut_IsMissing()
    {
        PushAnswer answer = await open.Client.SendAsync(PushClient.Without("apns-topic"));

        Assert.Equal((400, "MissingTopic"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Id_OfRequest_IsEchoedAsWritten()
    {
        const string id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B";

        PushAnswer accepted = await open.Client.SendAsync(PushClient.Header("apns-id", id));
        PushAnswer refused = await open.Client.SendAsync(PushClient.Header("apns-id", id), "/3/device/badd");

        Assert.Equal(id, accepted.Id);
        Assert.Equal(id, refused.Id);
    }

    [Fact]
    public async Task Id_LeftOut_IsMade()
    {
        PushAnswer one = await open.Client.SendAsync();
        PushAnswer two = await open.Client.SendAsync();

        Assert.True(Guid.TryParseExact(one.Id, "D", out _));
        Assert.NotEqual(one.Id, two.Id);
    }
}
