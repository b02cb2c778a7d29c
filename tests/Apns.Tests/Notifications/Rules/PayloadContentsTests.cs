using System.Text;

namespace Push.Apns.Tests.Notifications;

public sealed class PayloadContentsTests
{
    private const string Alert = "alert";

    public static TheoryData<string, string, string> Golden => GoldenTable.Rows();

    [Theory]
    [MemberData(nameof(Golden))]
    public void Validate_PayloadOfTheGoldenTable_FindsWhatTheTableSays(string type, string payload, string violations)
    {
        var expected = violations.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(violation => "payload." + violation);

        Assert.Equal(expected, Rules(Content(type, payload)));
    }

    [Theory]
    [InlineData("aps.alert aps.badge aps.sound aps.thread-id aps.category aps.content-available aps.mutable-content")]
    [InlineData("aps.target-content-id aps.interruption-level aps.relevance-score aps.filter-criteria aps.content-changed aps.url-args")]
    [InlineData("aps.timestamp aps.event aps.content-state aps.stale-date aps.dismissal-date aps.attributes-type aps.attributes")]
    [InlineData("aps.input-push-channel aps.input-push-token aps.alert.title aps.alert.subtitle aps.alert.body aps.alert.launch-image")]
    [InlineData("aps.alert.title-loc-key aps.alert.title-loc-args aps.alert.subtitle-loc-key aps.alert.subtitle-loc-args")]
    [InlineData("aps.alert.loc-key aps.alert.loc-args aps.alert.action aps.alert.action-loc-key aps.alert.summary-arg")]
    [InlineData("aps.alert.summary-arg-count aps.sound.critical aps.sound.name aps.sound.volume mdm container-identifier domain")]
    public void GoldenTable_EveryKeyOfApple_HasAGoodAndABadValue(string keys)
    {
        foreach (var key in keys.Split(' '))
        {
            var name = $"\"{key[(key.LastIndexOf('.') + 1)..]}\":";
            Assert.Contains(Golden, row => row.Data.Item3.Length == 0 && row.Data.Item2.Contains(name, StringComparison.Ordinal));
            Assert.Contains(Golden, row => row.Data.Item3.Contains($"{key}: must be", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void GoldenTable_EveryPushType_HasGoodAndBadRows()
    {
        foreach (var type in PushTypeRule.Names)
        {
            Assert.Contains(Golden, row => row.Data.Item1 == type && row.Data.Item3.Length == 0);
            Assert.Contains(Golden, row => row.Data.Item1 == type && row.Data.Item3.Length > 0);
        }
    }

    [Theory]
    [InlineData(Alert, """{"aps":{"alert":{"body":"B","later":1},"later":[],"interruption-level":"loud","sound":{"name":"a","later":1}}}""")]
    [InlineData("invented-later", """{"aps":{"alert":"Hi","later":1}}""")]
    public void Validate_UnknownAllowedOnPurpose_PassesWhatIsUnknown(string type, string payload)
    {
        var content = Content(type, payload);

        Assert.NotEmpty(Rules(content));
        Assert.Empty(Rules(content with { AllowUnknown = true }));
    }

    [Fact]
    public void Validate_UnknownAllowedOnPurpose_StillHoldsTheRest() => Assert.Equal(
        ["payload.aps.badge: must be a whole number, 0 or more"],
        Rules(Content(Alert, """{"aps":{"badge":"1"}}""") with { AllowUnknown = true }));

    [Fact]
    public void Validate_TooLargeAndWrong_SaysBoth()
    {
        var text = new string('x', 4096);

        Assert.Equal(
            ["payload: must have at most 4096 bytes, not 4123", "payload.aps.badge: must be a whole number, 0 or more"],
            Rules(Content(Alert, $$$"""{"aps":{"badge":-1},"a":"{{{text}}}"}""")));
    }

    private static NotificationContent Content(string type, string payload) => new()
    {
        Payload = Encoding.UTF8.GetBytes(payload),
        PushType = type == "-" ? default : new PushType(type),
        Priority = 5,
    };

    private static string[] Rules(NotificationContent content) => [.. content.Validate().Select(found => found.ToString())];
}
