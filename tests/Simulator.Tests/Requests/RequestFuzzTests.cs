using System.Text;
using Push.Simulator.Connections;
using Push.Simulator.Requests;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Requests;

/// <summary>Requests made of right and random parts: each has an answer, and none makes the rules throw.</summary>
public sealed class RequestFuzzTests
{
    private static readonly string[] Paths =
        ["/3/device/00fc13ad", "/4/broadcasts/apps/com.example.app", "/3/device", "/3/device/", "/4/broadcasts/apps/", "/", "", "/1/apps"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("apns-topic", ["com.example.app", "com.example.app.voip", "pass.x", "", "com.apple.mgmt.x"]),
        ("apns-push-type", ["alert", "background", "voip", "mdm", "liveactivity", ""]),
        ("apns-id", ["eabeae54-14a8-11e5-b60b-1697f925ec7b", ""]),
        ("apns-expiration", ["0", "1900000000", "-1", ""]),
        ("apns-priority", ["10", "5", "1", ""]),
        ("apns-collapse-id", ["a", ""]),
        ("apns-channel-id", ["dHN0LXNyY2gtY2hubA==", "", "===="]),
        ("authorization", ["bearer a.b.c", "bearer ", "bearer", "basic x"]),
    ];

    [Theory]
    [InlineData(SimulatorAuthentication.None)]
    [InlineData(SimulatorAuthentication.Token)]
    public void Judge_OfRandomRequests_AlwaysAnswers(SimulatorAuthentication authentication)
    {
        using PushService service = new(new SimulatorOptions { Authentication = authentication });
        service.Channels.Create("com.example.app");
        service.Faults.Set(new()
        {
            Rejections = [new() { Reason = "TooManyRequests", Rate = 0.1, TokenPrefix = "0" }],
            Reset = new() { Rate = 0.1, TokenShare = 0.5 },
        });
        IRequestCredential credential = service.CreateCredential(null);
        using TestToken token = new();
        Random random = new(20260);
        RequestRecord record = new();
        HashSet<int> statuses = [];
        for (int i = 0; i < 20_000; i++)
        {
            record.Clear();
            record.AddHeader(":method"u8, random.Next(20) == 0 ? "GET"u8 : "POST"u8);
            record.AddHeader(":path"u8, Mutate(random, Paths[random.Next(Paths.Length)]));
            foreach ((string name, string[] values) in Headers)
            {
                if (random.Next(3) > 0)
                    record.AddHeader(Encoding.ASCII.GetBytes(name), Mutate(random, values[random.Next(values.Length)]));
            }

            if (authentication == SimulatorAuthentication.Token && !record.Has(KnownHeader.Authorization))
                record.AddHeader("authorization"u8, Mutate(random, token.Authorization));
            record.AddBody(Mutate(random, "{\"aps\":{}}"));
            service.Faults.Active!.Decide(record);
            statuses.Add(service.Judge(record, credential).Status);
        }

        Assert.Superset(new HashSet<int> { 400, 404, 405 }, statuses);
        Assert.All(statuses, s => Assert.InRange(s, 200, 599));
    }

    /// <summary>Most stay as they are; others lose, gain or change bytes.</summary>
    private static byte[] Mutate(Random random, string text)
    {
        List<byte> bytes = [.. Encoding.Latin1.GetBytes(text)];
        for (int edits = random.Next(4) == 0 ? random.Next(1, 4) : 0; edits > 0; edits--)
        {
            int at = random.Next(bytes.Count + 1);
            if (at == bytes.Count || random.Next(2) == 0)
                bytes.Insert(at, (byte)random.Next(256));
            else if (random.Next(2) == 0)
                bytes.RemoveAt(at);
            else
                bytes[at] = (byte)random.Next(256);
        }

        return [.. bytes];
    }
}
