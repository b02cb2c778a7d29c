using System.Text;

namespace Push.Cli.Payloads;

public sealed class ImpliedPushTypeTests
{
    [Theory]
    [InlineData("""{"aps":{"alert":"x"}}""", "alert")]
    [InlineData("""{"aps":{"content-available":1}}""", "background")]
    [InlineData("""{"aps":{"content-available":1,"badge":0}}""", "alert")]
    [InlineData("""{"x":1}""", "alert")]
    [InlineData("""{"aps":""", "alert")]
    [InlineData("""{"aps":{"timestamp":1,"event":"update"}}""", "liveactivity")]
    [InlineData("""{"mdm":"magic"}""", "mdm")]
    [InlineData("""{"container-identifier":"c"}""", "fileprovider")]
    [InlineData("[]", "alert")]
    public void ImpliedPushType_OfPayload_FollowsItsAps(string payload, string type) =>
        Assert.Equal(type, ImpliedPushType.Of(Encoding.UTF8.GetBytes(payload)).Value);

    [Fact]
    public void ImpliedPushType_OfPassTopic_IsNone() =>
        Assert.True(ImpliedPushType.Of("{}"u8.ToArray(), "pass.com.example.ticket").IsUnspecified);
}
