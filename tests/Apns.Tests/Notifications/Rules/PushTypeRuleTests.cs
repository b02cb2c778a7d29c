using System.Text;

namespace Push.Apns.Tests.Notifications;

/// <summary>Topic, priority, size and credential of each push type.</summary>
public sealed class PushTypeRuleTests
{
    private const string Update = """{"aps":{"timestamp":1,"event":"update","content-state":{}}}""";

    // Push type, topic, priorities, largest payload, the only credential.
    private const string Table = """
        alert        com.example.app                          10,5,1 4096 -
        background   com.example.app                          5      4096 -
        voip         com.example.app.voip                     10,5,1 5120 -
        complication com.example.app.complication             10,5,1 4096 -
        complication com.example.app.h.complication           10,5,1 4096 -
        fileprovider com.example.app.pushkit.fileprovider     10,5,1 4096 ProviderToken
        mdm          com.apple.mgmt.External.7c3c             10,5,1 4096 Certificate
        location     com.example.app.location-query           10,5,1 4096 ProviderToken
        liveactivity com.example.app.push-type.liveactivity   10,5   4096 ProviderToken
        pushtotalk   com.example.app.voip-ptt                 10,5,1 4096 -
        controls     com.example.app.push-type.controls       10,5,1 4096 -
        widgets      com.example.app.push-type.widgets        10,5,1 4096 -
        """;

    public static TheoryData<string, string, string, int, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, int, string>();
            foreach (var line in Table.Split('\n'))
            {
                var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                rows.Add(cells[0], cells[1], cells[2], int.Parse(cells[3]), cells[4]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Validate_Priority_IsOneOfThePushType(string type, string topic, string priorities, int size, string only)
    {
        _ = (size, only);
        foreach (byte priority in (byte[])[10, 5, 1])
        {
            var allowed = priorities.Split(',').Contains($"{priority}");
            Assert.Equal(allowed ? [] : ["priority"], Fields(Good(type, topic) with { Priority = priority }));
        }

        Assert.Equal(priorities.StartsWith("10", StringComparison.Ordinal) ? [] : ["priority"], Fields(Good(type, topic) with { Priority = null }));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Validate_Size_IsThatOfThePushType(string type, string topic, string priorities, int size, string only)
    {
        _ = (priorities, only);
        Assert.Equal(size, new PushType(type).MaxPayload);
        Assert.Empty(Fields(Padded(Good(type, topic), size)));
        Assert.Equal([$"payload: must have at most {size} bytes, not {size + 1}"], Rules(Padded(Good(type, topic), size + 1)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Validate_Credential_IsOneOfThePushType(string type, string topic, string priorities, int size, string only)
    {
        _ = (priorities, size);
        foreach (var kind in (CredentialKind[])[CredentialKind.ProviderToken, CredentialKind.Certificate])
        {
            var allowed = only == "-" || only == kind.ToString();
            Assert.Equal(allowed ? [] : ["credential"], Good(type, topic).Validate(kind).Select(found => found.Field));
        }

        Assert.Empty(Fields(Good(type, topic)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Validate_TopicOfAnotherPushType_IsRefused(string type, string topic, string priorities, int size, string only)
    {
        _ = (priorities, size, only);
        var suffix = new PushType(type).TopicSuffix;
        if (suffix.Length > 0)
        {
            string[] expected = [$"topic: must be the bundle id followed by {suffix} for the push type {type}"];
            Assert.Equal(expected, Rules(Good(type, "com.example.app")));
            Assert.Equal(expected, Rules(Good(type, suffix)));
            Assert.Equal(topic, new PushType(type).TopicOf(topic));
            Assert.EndsWith(suffix, new PushType(type).TopicOf("com.example.app"));
        }
        else if (type == "mdm")
        {
            Assert.Equal(
                ["topic: must be the topic of the certificate, com.apple.mgmt.…, for the push type mdm"],
                Rules(Good(type, "com.example.app")));
        }
    }

    [Theory]
    [InlineData("{}", null, CredentialKind.Certificate, "")]
    [InlineData("{}", "background", CredentialKind.Certificate, "")]
    [InlineData("{}", null, CredentialKind.ProviderToken, "credential: must be the pass's own certificate for the update of a Wallet pass")]
    [InlineData("""{"aps":{}}""", null, CredentialKind.Certificate, "payload: must be {} for the update of a Wallet pass")]
    [InlineData("{}", "alert", CredentialKind.Certificate, "payload.aps: must be there for the push type alert")]
    public void Validate_WalletUpdate_IsAnEmptyObjectWithThePassesCertificate(
        string payload, string? type, CredentialKind credential, string violation)
    {
        var content = new NotificationContent
        {
            Payload = Encoding.UTF8.GetBytes(payload),
            Topic = "pass.com.example.ticket",
            PushType = new PushType(type),
        };

        Assert.Equal(violation, string.Join("; ", content.Validate(credential)));
    }

    [Fact]
    public void Validate_NoTopic_IsForCertificatesOnly()
    {
        var content = Good("alert", null!);

        Assert.Equal(["topic: must be given with a provider token"],
            content.Validate(CredentialKind.ProviderToken).Select(found => found.ToString()));
        Assert.Empty(content.Validate(CredentialKind.Certificate));
    }

    [Fact]
    public void Validate_UnknownPushType_NamesTheKnownOnes()
    {
        var content = Good("alert", "com.example.app") with { PushType = new PushType("Alert") };

        Assert.Equal(
            ["push-type: must be one of alert, background, voip, complication, fileprovider, mdm, location, liveactivity, "
                + "pushtotalk, controls, widgets, unless unknown ones are allowed; Alert is none"],
            Rules(content));
        Assert.Empty(Rules(content with { AllowUnknown = true }));
    }

    private static NotificationContent Good(string type, string topic) => new()
    {
        Payload = Encoding.UTF8.GetBytes(type switch
        {
            "alert" => """{"aps":{"alert":"Hi"}}""",
            "background" => """{"aps":{"content-available":1}}""",
            "fileprovider" => """{"container-identifier":"c"}""",
            "mdm" => """{"mdm":"magic"}""",
            "liveactivity" => Update,
            "controls" or "widgets" => """{"aps":{"content-changed":true}}""",
            _ => """{"aps":{}}""",
        }),
        Topic = topic,
        PushType = new PushType(type),
        Priority = 5,
    };

    private static NotificationContent Padded(NotificationContent content, int size)
    {
        var start = Encoding.UTF8.GetString(content.Payload.Span)[..^1];
        var padding = new string('x', size - start.Length - ""","x":""}""".Length);
        return content with { Payload = Encoding.UTF8.GetBytes($"{start},\"x\":\"{padding}\"}}") };
    }

    private static string[] Fields(NotificationContent content) => [.. content.Validate().Select(found => found.Field)];

    private static string[] Rules(NotificationContent content) => [.. content.Validate().Select(found => found.ToString())];
}
