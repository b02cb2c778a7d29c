using System.Buffers;
using CsCheck;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Grains.Audiences;
using Push.Testing;

namespace Push.Cli.TokenFiles;

/// <summary>What a token file says of devices besides their tokens.</summary>
public sealed class TokenFileAttributesTests : IDisposable
{
    private static readonly string[] Names =
    [
        "token", "Token", "registeredAt", "registered_at", "userId", "user_id", "appVersion", "app_version",
        "language", "tags", "tag", "version", "outcome", "reason", "plan",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TokenFile_CsvColumns_AreAttributesTagsAndTime()
    {
        var (devices, report) = await ReadAsync(
            "token,plan,age:number,vip:boolean,os:version,tags,user_id,app_version,registered_at,\n"
            + "aa,pro,30,true,17.2,news beta,u1,2.10,2026-01-31T12:00:00Z,x\n"
            + "bb,,,,,,,,,\n");
        var attributes = AttributesJson.Parse(
            """{"plan":"pro","age":30,"vip":true,"os":{"version":"17.2"},"tags":["news","beta"],"userId":"u1","appVersion":"2.10"}"""u8);
        Assert.Equal(attributes, devices[0].Attributes);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), devices[0].RegisteredAt);
        Assert.Equal((DeviceAttributes.Empty, null), (devices[1].Attributes, devices[1].RegisteredAt));
        Assert.Equal(0, report.BadLines);
    }

    [Fact]
    public async Task TokenFile_JsonFields_AreAttributesTagsAndTime()
    {
        var (devices, _) = await ReadAsync(
            """{"plan":"pro","nested":{"a":1},"list":[1],"tags":["news"],"token":"aa","user_id":"u1","registeredAt":1700000000}"""
            + "\n{\"token\":\"bb\"}\n");
        Assert.Equal(AttributesJson.Parse("""{"plan":"pro","tags":["news"],"userId":"u1"}"""u8), devices[0].Attributes);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), devices[0].RegisteredAt);
        Assert.True(devices[1].Attributes.IsEmpty);
    }

    [Theory]
    [InlineData("token,outcome,reason\naa,rejected,410 Unregistered\n", true)]
    [InlineData("token,outcome,reason,plan\naa,rejected,410 Unregistered,\n", false)]
    [InlineData("{\"token\":\"aa\",\"outcome\":\"skipped\",\"reason\":\"LeftAudience\"}\n", true)]
    [InlineData("{\"token\":\"aa\",\"outcome\":\"skipped\",\"plan\":\"pro\"}\n", false)]
    public async Task TokenFile_OfFailures_SaysNothingOfTheDevices(string text, bool isOfFailures)
    {
        var (devices, _) = await ReadAsync(text);
        Assert.Equal(isOfFailures, Assert.Single(devices).Attributes.IsEmpty);
    }

    [Theory]
    [InlineData("token,age:number\naa,1\nbb,old\n", "age is no number")]
    [InlineData("token,tags\naa,a\nbb,a!b\n", "tags: a tag has letters")]
    [InlineData("token,appVersion\naa,1\nbb,two\n", "appVersion: a version is")]
    [InlineData("token,registered_at\naa,1700000000\nbb,yesterday\n", "registered_at is a time")]
    [InlineData("{\"token\":\"aa\"}\n{\"token\":\"bb\",\"userId\":17}\n", "userId: is a string")]
    [InlineData("{\"token\":\"aa\"}\n{\"token\":\"bb\",\"token\":\"cc\"}\n", "\"token\" stands twice")]
    [InlineData("token,registered_at\naa,1700000000\nbb,2100-01-01\n", "registered_at lies in the future")]
    [InlineData("{\"token\":\"aa\"}\n{\"token\":\"bb\",\"registeredAt\":4102444800}\n", "registered_at lies in the future")]
    public async Task TokenFile_BadAttribute_IsABadLineWithItsReason(string text, string reason)
    {
        var (devices, report) = await ReadAsync(text);
        Assert.Single(devices);
        Assert.Contains(reason, Assert.Single(report.FirstBadLines).Reason, StringComparison.Ordinal);
    }

    // Whatever name an attribute may have, it means nothing else in a file.
    [Fact]
    public void TokenFile_LineOfAnExport_IsTheDeviceThatItWas() => Gen.Select(
        Gen.Byte.Array[1, 64], Gen.Long[1, 1_700_000_000_000], Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 99]).Array[0, 4])
        .Sample((token, time, attributes) =>
        {
            var builder = new DeviceAttributesBuilder().AddTag("news");
            foreach (var (name, value) in attributes)
                if (AttributeRules.FindNameError(Names[name]) is null) builder.Set(Names[name], $"{value}");
            var device = new AudienceDevice(
                DeviceToken.FromBytes(token), builder.Build(), DateTimeOffset.FromUnixTimeMilliseconds(time));
            var line = new ArrayBufferWriter<byte>();
            using (var lines = new DeviceLines(line)) lines.Write(device);
            return JsonLine.TryParse(line.WrittenSpan, out var read, out _) && read == device;
        });

    [Theory]
    [InlineData("token,full name\naa,x\n", "column \"full name\": a name has letters")]
    [InlineData("token,age:int\naa,x\n", "column \"age:int\": a column's kind is text, number")]
    [InlineData("token,a,a\naa,x,y\n", "column \"a\": stands twice")]
    [InlineData("token,a,a:number\naa,x,1\n", "column \"a:number\": stands twice")]
    [InlineData("token,user_id,userId\naa,x,y\n", "column \"userId\": stands twice")]
    [InlineData("token,Token\naa,bb\n", "column \"Token\": stands twice")]
    public async Task TokenFile_BadColumn_IsRefusedBeforeAnythingIsRead(string text, string rule)
    {
        var refusal = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(text));
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<(List<AudienceDevice> Devices, TokenFileReport Report)> ReadAsync(string text)
    {
        await using var file = await TokenFile.OpenAsync(_folder.Write("tokens", text), TestContext.Current.CancellationToken);
        var devices = new List<AudienceDevice>();
        await foreach (var device in file.ReadAsync()) devices.Add(device);
        return (devices, file.Report);
    }
}
