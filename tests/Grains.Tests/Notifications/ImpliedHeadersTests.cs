using System.Text;
using Push.Apns;

namespace Push.Grains.Notifications;

public sealed class ImpliedHeadersTests
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
    public void TypeOf_Payload_FollowsItsAps(string payload, string type) =>
        Assert.Equal(type, ImpliedHeaders.TypeOf(named: null, Encoding.UTF8.GetBytes(payload)).Value);

    [Theory]
    [InlineData(null, "{}", "pass.com.example.ticket", null)]
    [InlineData(null, "{}", null, null)]
    [InlineData(null, "{}", "com.example.shop", "alert")]
    [InlineData("none", """{"aps":{"alert":"x"}}""", null, null)]
    [InlineData("voip", """{"aps":{"alert":"x"}}""", null, "voip")]
    public void TypeOf_NamedOrWithTopic_FollowsThem(string? named, string payload, string? topic, string? type) =>
        Assert.Equal(type, ImpliedHeaders.TypeOf(named, Encoding.UTF8.GetBytes(payload), topic).Value);

    [Fact]
    public void PriorityOf_Type_IsGivenForBackgroundOnly() => Assert.Equal(
        ((byte?)5, (byte?)null), (ImpliedHeaders.PriorityOf(PushType.Background), ImpliedHeaders.PriorityOf(PushType.Alert)));
}
