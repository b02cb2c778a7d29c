using System.Text;

namespace Push.Apns.Tests.Notifications;

public sealed class NotificationContentTests
{
    private static readonly NotificationContent Good = new()
    {
        Payload = """{"aps":{"alert":"Grüße"}}"""u8.ToArray(),
        Topic = "com.example.app",
        PushType = PushType.Alert,
    };

    [Fact]
    public void Validate_GoodContent_FindsNothing()
    {
        Assert.Empty(Good.Validate());
        Assert.Empty((Good with { Priority = 1, Expiration = Expiration.OneAttempt, CollapseId = "größe" }).Validate());
        Assert.Empty((Good with { Topic = null, PushType = default, Payload = "{}"u8.ToArray() }).Validate());
        Assert.Empty((Good with { PushType = new PushType("invented-later"), AllowUnknown = true }).Validate());
        Good.ThrowIfInvalid();
    }

    [Fact]
    public void Validate_ManyViolations_ReportsAllTogether()
    {
        var bad = new NotificationContent
        {
            Payload = default,
            Topic = "com.example.app\r\nx: y",
            PushType = new PushType(""),
            Expiration = Expiration.FromEpochSeconds(-1),
            Priority = 7,
            CollapseId = new string('x', 65),
        };

        Assert.Equal(["payload", "topic", "push-type", "expiration", "priority", "collapse-id"],
            bad.Validate().Select(violation => violation.Field));
        var thrown = Assert.Throws<InvalidNotificationException>(() => bad.ThrowIfInvalid());
        Assert.All(bad.Validate(), violation => Assert.Contains(violation.ToString(), thrown.Message));
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a b")]
    [InlineData("a\u007fb")]
    [InlineData("aéb")]
    public void Validate_TopicOrTypeThatCouldEndAHeader_IsRefused(string value)
    {
        Assert.Equal(["topic: must be printable ASCII without spaces; position 1 is not"],
            Rules(Good with { Topic = value }));
        Assert.Single(Rules(Good with { PushType = new PushType(value) }));
    }

    [Theory]
    [InlineData("", "must not be empty; leave it out instead")]
    [InlineData("ab\n", "must not hold control characters; position 2 is one")]
    [InlineData("ab\u0085", "must not hold control characters; position 2 is one")]
    [InlineData(" ab", "must not begin or end with a space")]
    [InlineData("ab ", "must not begin or end with a space")]
    public void Validate_CollapseId_NamesTheRule(string value, string rule) =>
        Assert.Equal(["collapse-id: " + rule], Rules(Good with { CollapseId = value }));

    // Attributes can't hold such text.
    [Fact]
    public void Validate_CollapseIdWithHalfACharacter_IsRefused()
    {
        Assert.Equal(["collapse-id: must be valid Unicode; position 1 is half a character"],
            Rules(Good with { CollapseId = "a\ud83d" }));
        Assert.Equal(["collapse-id: must be valid Unicode; position 0 is half a character"],
            Rules(Good with { CollapseId = "\ude00a" }));
    }

    [Fact]
    public void Validate_CollapseId_IsCountedInBytes()
    {
        Assert.Empty(Rules(Good with { CollapseId = new string('é', 32) }));
        Assert.Empty(Rules(Good with { CollapseId = "😀" }));
        Assert.Equal(["collapse-id: must have at most 64 bytes in UTF-8, not 66"],
            Rules(Good with { CollapseId = new string('é', 33) }));
    }

    [Theory]
    [InlineData("[]", "payload: must be a JSON object")]
    [InlineData("null", "payload: must be a JSON object")]
    [InlineData("{\"a\":1", "payload: must be well-formed JSON; line 1, byte 7 is not")]
    [InlineData("{}\n{}", "payload: must be well-formed JSON; line 2, byte 1 is not")]
    [InlineData("{\"a\":1,}", "payload: must be well-formed JSON; line 1, byte 8 is not")]
    [InlineData("hello", "payload: must be well-formed JSON; line 1, byte 1 is not")]
    public void Validate_PayloadThatIsNoObject_NamesThePlace(string payload, string violation) =>
        Assert.Equal([violation], Rules(Good with { Payload = Encoding.UTF8.GetBytes(payload) }));

    [Fact]
    public void Validate_PayloadNotUtf8_IsRefused() =>
        Assert.Equal(["payload: must be UTF-8"],
            Rules(Good with { Payload = new byte[] { (byte)'{', 0xFF, (byte)'}' } }));

    [Fact]
    public void Validate_ExpirationBeyondTheCalendar_IsRefused()
    {
        Assert.Empty(Rules(Good with { Expiration = Expiration.At(DateTimeOffset.MaxValue) }));
        Assert.Single(Rules(Good with { Expiration = Expiration.FromEpochSeconds(long.MaxValue) }));
        Assert.Single(Rules(Good with { Expiration = Expiration.At(DateTimeOffset.MinValue) }));
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)7)]
    [InlineData((byte)255)]
    public void Validate_PriorityThatIsNone_IsRefused(byte priority) =>
        Assert.Equal([$"priority: must be 10, 5 or 1, not {priority}"], Rules(Good with { Priority = priority }));

    [Fact]
    public void Equals_SamePayloadElsewhere_IsEqual()
    {
        var same = Good with { Payload = Good.Payload.ToArray() };

        Assert.Equal(Good, same);
        Assert.Equal(Good.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Good, Good with { CollapseId = "x" });
        Assert.NotEqual(Good, Good with { Payload = "{}"u8.ToArray() });
        Assert.NotEqual(Good, Good with { AllowUnknown = true });
    }

    private static string[] Rules(NotificationContent content) =>
        [.. content.Validate().Select(found => found.ToString())];
}
