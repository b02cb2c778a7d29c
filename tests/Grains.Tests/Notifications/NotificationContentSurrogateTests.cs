using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Push.Apns;

namespace Push.Grains.Notifications;

/// <summary>A content means the same after it has travelled.</summary>
public sealed class NotificationContentSurrogateTests
{
    [Fact]
    public void Serializer_ContentWithEverything_RoundTrips() => RoundTrips(new NotificationContent
    {
        Payload = """{"aps":{"alert":"Grüße"}}"""u8.ToArray(),
        Topic = "com.example.app",
        PushType = new PushType("invented-later"),
        Expiration = Expiration.OneAttempt,
        Priority = 1,
        CollapseId = "c",
        AllowUnknown = true,
    });

    [Fact]
    public void Serializer_Template_RoundTrips() => RoundTrips(new NotificationContent(PayloadTemplate.Parse(
        """{"aps":{"alert":"Hi {{name|you}}"}}"""u8.ToArray(),
        new Dictionary<string, ReadOnlyMemory<byte>> { ["de"] = """{"aps":{"alert":"Hallo {{name|du}}"}}"""u8.ToArray() })));

    private static void RoundTrips(NotificationContent content)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var back = serializer.Deserialize<NotificationContent>(serializer.SerializeToArray(content));

        Assert.Equal(content, back);
        Assert.Equal(content.Template, back!.Template);
    }
}
