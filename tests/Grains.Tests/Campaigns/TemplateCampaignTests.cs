using System.Text;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

/// <summary>Payloads filled from the attributes of devices, from the campaign's spec to what the simulator received.</summary>
public sealed class TemplateCampaignTests
{
    private static readonly DeviceToken[] Devices = [.. Tokens.Good(6, from: 70_000).Select(token => DeviceToken.FromBytes(token))];

    [Fact]
    public async Task Campaign_Template_FillsSkipsAndSpeaksTheDevicesLanguage()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await RegisterAsync(cluster, 0, new DeviceAttributesBuilder().Set("name", "Ann").Set("unread", 3));
        await RegisterAsync(cluster, 1, new DeviceAttributesBuilder().Set("name", "Zoë \"Z\"").Set("language", "de-AT").AddTag("vip"));
        await RegisterAsync(cluster, 2, new DeviceAttributesBuilder().Set("language", "fr"));
        await RegisterAsync(cluster, 3, new DeviceAttributesBuilder().Set("name", new string('"', 250)).Set("unread", 1.5));
        await RegisterAsync(cluster, 4, new DeviceAttributesBuilder().Set("appVersion", "2.10").Set("name", "Bo").Set("vip", true));

        foreach (string? list in (string?[])[null, "members"])
        {
            if (list is not null) await cluster.ImportAsync(list, Devices.Select(device => device.Bytes.ToArray()));
            var campaign = await cluster.CreateAsync(new CampaignSpec(PushCluster.App, Greeting(), list));
            var seen = cluster.Apns.Notifications.Count;
            var filled = (await campaign.Preview(new CampaignSpec(PushCluster.App, Greeting(), list))).Filled!;
            await campaign.Start();
            var end = await campaign.WaitForEndAsync();

            Assert.Equal(
                [new(SkipReason.MissingValue, list is null ? 1 : 2), new(SkipReason.TooLarge, 1)], end.Counts.SkippedBy.AsEnumerable());
            Assert.Equal(
                [
                    """{"aps":{"alert":"Hello Ann","badge":3},"v":"?"}""",
                    """{"aps":{"alert":"Hello Bo","badge":0},"v":"2.10"}""",
                    """{"aps":{"alert":"Servus Zoë \"Z\""}}""",
                ],
                cluster.Apns.Notifications.Skip(seen).Select(sent => Encoding.UTF8.GetString(sent.Body.Span)[..^Padding]).Order(StringComparer.Ordinal));
            Assert.Equal(0, end.Counts.Pending);
            // What was said before is what came.
            Assert.Equal(end.Counts.SkippedBy.AsEnumerable(), filled.SkippedBy);
            var sizes = cluster.Apns.Notifications.Skip(seen).Select(sent => sent.Body.Length).ToList();
            Assert.Equal((sizes.Min(), sizes.Max()), (filled.LeastBytes, filled.MostBytes));
        }
    }

    [Fact]
    public async Task Send_Template_IsFilledForTheOneDevice()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await RegisterAsync(cluster, 0, new DeviceAttributesBuilder().Set("name", "Ann"));
        await RegisterAsync(cluster, 1, new DeviceAttributesBuilder());
        var content = new NotificationContent(PayloadTemplate.Parse("""{"aps":{"alert":"Hi {{name}}"}}"""u8.ToArray()))
        {
            PushType = PushType.Alert,
        };

        var receipt = await Device(cluster, 0).Send(new SingleSend(Devices[0], content), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<PushRequestException>(
            () => Device(cluster, 1).Send(new SingleSend(Devices[1], content), TestContext.Current.CancellationToken));

        Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome);
        Assert.Equal("""{"aps":{"alert":"Hi Ann"}}""", Encoding.UTF8.GetString(Assert.Single(cluster.Apns.Notifications).Body.Span));
        Assert.Equal(RequestFault.InvalidNotification, refused.Fault);
        Assert.Contains("no value for a placeholder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TemplateThatBreaksARule_IsRefusedForEachLanguage()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var content = new NotificationContent(PayloadTemplate.Parse(
            """{"aps":{"badge":"{{unread|0}}"}}"""u8.ToArray(),
            new Dictionary<string, ReadOnlyMemory<byte>> { ["de"] = """{"aps":{}}"""u8.ToArray() }))
        {
            PushType = PushType.Alert,
        };

        var refused = await Assert.ThrowsAsync<PushRequestException>(() => cluster.CreateAsync(new CampaignSpec(PushCluster.App, content)));

        Assert.Contains("payload.aps.badge: must be a whole number", refused.Message, StringComparison.Ordinal);
        Assert.Contains("payload[de].aps: must hold alert", refused.Message, StringComparison.Ordinal);
    }

    // So much filler that a long name of quotes, each escaped, passes the limit.
    private const int Padding = 3700;

    private static NotificationContent Greeting()
    {
        var padding = new string(' ', Padding);
        return new NotificationContent(PayloadTemplate.Parse(
            Encoding.UTF8.GetBytes("""{"aps":{"alert":"Hello {{name}}","badge":"{{#unread|0}}"},"v":"{{appVersion|?}}"}""" + padding),
            new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["de"] = Encoding.UTF8.GetBytes("""{"aps":{"alert":"Servus {{name}}"}}""" + padding),
            }))
        {
            PushType = PushType.Alert,
        };
    }

    private static Task RegisterAsync(PushCluster cluster, int device, DeviceAttributesBuilder attributes) =>
        Device(cluster, device).Register(new Registration(Devices[device], attributes.Build()));

    private static IDeviceGrain Device(PushCluster cluster, int device) =>
        cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, Devices[device]));
}
