using System.Text;
using CsCheck;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

public sealed class DeviceAttributesTests
{
    private static readonly Gen<string> Name = Gen.Char["abcXYZ019_-."].Array[0, 12].Select(rest => "n" + new string(rest));
    private static readonly Gen<string> Text = Gen.Char["aä€z \"\\\u0001"].Array[0, 12].Select(text => new string(text));
    private static readonly Gen<double> Number = Gen.OneOf(Gen.Int.Select(whole => (double)whole), Gen.Double[-1e300, 1e300]);

    private static readonly Gen<AppVersion> Version =
        Gen.UInt.Array[1, 4].Select(parts => AppVersion.Parse(string.Join('.', parts)));

    private static readonly Gen<DeviceAttributes> Any = Gen.Select(
        Gen.Select(Name, Text).Array[0, 3], Gen.Select(Name, Number).Array[0, 3], Gen.Select(Name, Gen.Bool).Array[0, 3],
        Gen.Select(Name, Version).Array[0, 3], Name.Array[0, 3], Gen.Bool)
        .Select((texts, numbers, truths, versions, tags, reserved) =>
        {
            var builder = new DeviceAttributesBuilder();
            foreach (var (name, value) in texts) builder.Set(name, value);
            foreach (var (name, value) in numbers) builder.Set(name, value);
            foreach (var (name, value) in truths) builder.Set(name, value);
            foreach (var (name, value) in versions) builder.Set(name, value);
            foreach (var tag in tags) builder.AddTag(tag);
            if (reserved) builder.Set("userId", "u 1").Set("language", "pt-BR").Set("appVersion", "2.10");
            return builder.Build();
        });

    [Fact]
    public void Attributes_WrittenAsJson_AreReadAsTheyWere() =>
        Any.Sample(attributes => AttributesJson.Parse(Encoding.UTF8.GetBytes(attributes.ToString())) == attributes);

    [Fact]
    public void Attributes_AnyBytes_AreGoodOrRefused() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        if (bytes.Length > 0) bytes[0] = 1;
        if (DeviceAttributes.FindError(bytes) is not null) return;
        foreach (var entry in new AttributeReader(bytes)) _ = entry.Value.ToString();
    });

    [Fact]
    public void Reader_EveryKind_IsFoundByName()
    {
        var attributes = AttributesJson.Parse("""
            {"plan":"pro","age":30,"score":-1.5,"vip":true,"os":{"version":"17.2"},"tags":["news","beta"],
             "userId":"u1","language":"de","appVersion":"2.10.1","none":null}
            """u8).Read();
        Assert.Equal("pro", attributes.Find("plan"u8).ToString());
        Assert.Equal(30, attributes.Find("age"u8).Number);
        Assert.Equal("-1.5", attributes.Find("score"u8).ToString());
        Assert.True(attributes.Find("vip"u8).Boolean);
        Assert.Equal(AppVersion.Parse("17.2"), attributes.Find("os"u8).Version);
        Assert.Equal("de", attributes.Find("language"u8).ToString());
        Assert.Equal("2.10.1", attributes.Find("appVersion"u8).ToString());
        Assert.True(attributes.HasTag("news"u8) && attributes.HasTag("beta"u8));
        Assert.False(attributes.HasTag("plan"u8));
        Assert.Equal(AttributeKind.None, attributes.Find("none"u8).Kind);
        Assert.Equal(AttributeKind.None, attributes.Find("news"u8).Kind);
    }

    [Fact]
    public void Reader_LookingUp_AllocatesNothing()
    {
        var attributes = AttributesJson.Parse("""{"plan":"pro","age":30,"appVersion":"2.10.1","tags":["news"]}"""u8);
        Span<byte> text = stackalloc byte[AttributeValue.MaxFormatted];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            attributes.Read().HasTag("news"u8);
            attributes.Read().Find("age"u8).Format(text, out _);
            attributes.Read().Find("appVersion"u8).Format(text, out _);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Builder_SameSetInAnyOrder_HasTheSameBytes()
    {
        var one = new DeviceAttributesBuilder().Set("a", 0.0).AddTag("x").Set("userId", "u").AddTag("y").Build();
        var other = new DeviceAttributesBuilder().AddTag("y").Set("userId", "u").Set("a", -0.0).AddTag("x").AddTag("y").Build();
        Assert.Equal(one, other);
    }

    [Fact]
    public void Builder_TypicalDevice_IsSmall() => Assert.InRange(
        new DeviceAttributesBuilder().Set("language", "de").Set("appVersion", "2.10.1").Set("userId", "12345678").AddTag("news")
            .Build().Bytes.Length, 1, 32);

    [Theory]
    [InlineData("""{"tags":"x"}""", "tags: the name 'tags' stands for the tags")]
    [InlineData("""{"token":"x"}""", "token: the name 'token' stands for the device's token")]
    [InlineData("""{"registeredAt":1}""", "registeredAt: the name 'registeredAt' stands for the time of registration")]
    [InlineData("""{"registered_at":1}""", "registered_at: the name 'registered_at' stands for the time of registration")]
    [InlineData("""{"user_id":"u1"}""", "user_id: the name 'user_id' stands for 'userId' in token files; write that")]
    [InlineData("""{"app_version":"2.1"}""", "app_version: the name 'app_version' stands for 'appVersion' in token files; write that")]
    [InlineData("""{"tags":["a b"]}""", "tags: a tag has letters, digits")]
    [InlineData("""{"tags":[1]}""", "tags: a tag is a string")]
    [InlineData("""{"2x":"x"}""", "2x: a name begins with a letter")]
    [InlineData("""{"x y":1}""", "x y: a name has letters")]
    [InlineData("""{"appVersion":"2.beta"}""", "appVersion: a version is 1 to 4 numbers")]
    [InlineData("""{"appVersion":2}""", "appVersion: is a version")]
    [InlineData("""{"userId":17}""", "userId: is a string")]
    [InlineData("""{"userId":""}""", "userId: a user id has 1 to 128 bytes")]
    [InlineData("""{"x":[1]}""", "x: a value is a string")]
    [InlineData("""{"x":{"version":"1","y":2}}""", "x: an object has one property")]
    [InlineData("[]", "no JSON object")]
    public void Json_BreakingARule_IsRefusedByName(string json, string rule)
    {
        var refusal = Assert.Throws<PushRequestException>(() => AttributesJson.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(RequestFault.Malformed, refusal.Fault);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Builder_MoreThan512Bytes_IsRefusedWithTheSize()
    {
        var builder = new DeviceAttributesBuilder().Set("text", new string('x', 512));
        var refusal = Assert.Throws<PushRequestException>(() => builder.Build());
        Assert.Contains("at most 512 bytes, these take 521", refusal.Message, StringComparison.Ordinal);
    }
}
