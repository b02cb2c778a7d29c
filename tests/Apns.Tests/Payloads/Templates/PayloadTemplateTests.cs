using System.Text;

namespace Push.Apns.Tests.Payloads;

public sealed class PayloadTemplateTests
{
    private const string Greeting = """{"aps":{"alert":"Hi {{first_name|friend}}!"}}""";

    [Fact]
    public void Render_ValueOrDefault_TakesThePlace()
    {
        Assert.Equal("""{"aps":{"alert":"Hi Ann!"}}""", Render(Greeting, new { first_name = "Ann" }));
        Assert.Equal("""{"aps":{"alert":"Hi friend!"}}""", Render(Greeting, new { }));
        Assert.Equal("""{"aps":{"alert":"Hi friend!"}}""", Text(PayloadTemplate.Parse(Bytes(Greeting)), null, default));
    }

    [Theory]
    [InlineData("Zoë 日本 👋", "Zoë 日本 👋")]
    [InlineData("\"}}\\\n\u0001", "\\\"}}\\\\\\n\\u0001")]
    [InlineData("{{first_name}}", "{{first_name}}")]
    [InlineData("", "")]
    public void Render_Text_IsEscapedAndNeverReadAgain(string value, string written) =>
        Assert.Equal($$$"""{"aps":{"alert":"Hi {{{written}}}!"}}""", Render(Greeting, new { first_name = value }));

    [Theory]
    [InlineData("""{"a":"{{ x | a default }}"}""", """{"a":"a default"}""")]
    [InlineData("""{"a":"{{x|}}."}""", """{"a":"."}""")]
    [InlineData("""{"a":"{{x|say \"hi\"}}"}""", """{"a":"say \"hi\""}""")]
    [InlineData("""{"a":"{{x|a|b}}"}""", """{"a":"a|b"}""")]
    [InlineData("""{"a":"{{x|1}}{{y|2}}","b":["{{z|3}}"]}""", """{"a":"12","b":["3"]}""")]
    [InlineData("""{"a":"{{{{x}}"}""", """{"a":"{{x}}"}""")]
    [InlineData("""{"a":"{{{{ and {{x|1}} }}"}""", """{"a":"{{ and 1 }}"}""")]
    [InlineData("""{"badge":"{{#unread|0}}","on":"{{#vip|false}}"}""", """{"badge":0,"on":false}""")]
    [InlineData("""{"a":"no } placeholder } here {"}""", """{"a":"no } placeholder } here {"}""")]
    public void Render_WithoutValues_WritesDefaults(string template, string payload) => Assert.Equal(payload, Render(template, new { }));

    [Theory]
    [InlineData("""{"badge":"{{#n|0}}"}""", """{"badge":12.5}""")]
    [InlineData("""{"badge":"{{#on|false}}"}""", """{"badge":true}""")]
    [InlineData("""{"badge":"{{#text|0}}"}""", """{"badge":0}""")]
    [InlineData("""{"text":"{{n}} and {{on}}"}""", """{"text":"12.5 and true"}""")]
    public void Render_NumberOrBoolean_StandsWithoutQuotesWhereAsked(string template, string payload) =>
        Assert.Equal(payload, Render(template, new { n = 12.5, on = true, text = "7" }));

    [Fact]
    public void Render_NoValueAndNoDefault_SaysSo()
    {
        var template = PayloadTemplate.Parse(Bytes("""{"a":"{{x}}","b":"{{#x}}"}"""));

        Assert.Equal(TemplateOutcome.MissingValue, template.Render(new byte[100], ListedValues.Instance, default).Outcome);
    }

    [Fact]
    public void Render_Room_IsMeasuredAfterFilling()
    {
        var template = PayloadTemplate.Parse(Bytes(Greeting));
        var values = ListedValues.Pack(new { first_name = "Ann" });
        var needed = """{"aps":{"alert":"Hi Ann!"}}""".Length;

        for (var room = 0; room < needed; room++)
            Assert.Equal(new(TemplateOutcome.TooLarge, 0), template.Render(new byte[room], ListedValues.Instance, values));
        Assert.Equal(new(TemplateOutcome.Rendered, needed), template.Render(new byte[needed], ListedValues.Instance, values));
    }

    [Theory]
    [InlineData("de", "Hallo")]
    [InlineData("de-AT", "Servus")]
    [InlineData("DE-at", "Servus")]
    [InlineData("de-CH", "Hallo")]
    [InlineData("de_AT", "Hallo")]
    [InlineData("zh-Hant-TW", "你好")]
    [InlineData("fr", "Hello")]
    [InlineData("d", "Hello")]
    [InlineData("", "Hello")]
    [InlineData(null, "Hello")]
    public void Render_Language_FallsBackToTheDefault(string? language, string text)
    {
        var template = PayloadTemplate.Parse(Greet("Hello"), new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["de"] = Greet("Hallo"),
            ["de-AT"] = Greet("Servus"),
            ["zh-Hant"] = Greet("你好"),
        });
        var values = language is null ? ListedValues.Pack(new { name = "Ann" }) : ListedValues.Pack(new { name = "Ann", language });

        Assert.Equal($$$"""{"aps":{"alert":"{{{text}}} Ann"}}""", Text(template, ListedValues.Instance, values));
    }

    [Theory]
    [InlineData("""{"a":"Hi {{x"}""", "position 9: a placeholder must be closed with }} in the same string; {{{{ writes {{ itself")]
    [InlineData("""{"a":"{{}}"}""", "position 8: a placeholder must have a name")]
    [InlineData("""{"a":"{{ |x}}"}""", "position 9: a placeholder must have a name")]
    [InlineData("""{"a":"{{1st}}"}""", "position 8: a name begins with a letter and has letters from a to z, digits, '_', '-' and '.' only")]
    [InlineData("""{"a":"{{a b}}"}""", "position 8: a name begins with a letter and has letters from a to z, digits, '_', '-' and '.' only")]
    [InlineData("""{"a":"{{#n|0}} new"}""", "position 6: {{#…}} must be all of its string, because it takes the quotes away")]
    [InlineData("""{"a":"{{#n|none}}"}""", "position 6: the default of {{#…}} must be a number, true or false")]
    [InlineData("""{"a":"{{#n|01}}"}""", "position 6: the default of {{#…}} must be a number, true or false")]
    [InlineData("""{"{{a}}":1}""", "position 2: placeholders stand in values, never in keys")]
    [InlineData("""{"a":{{n}}}""", "position 6: must be well-formed JSON")]
    [InlineData("{\"a\":1,\n\"b\":}", "position 12: must be well-formed JSON")]
    public void Parse_Mistake_NamesPositionAndRule(string template, string error)
    {
        Assert.False(PayloadTemplate.TryParse(Bytes(template), null, out _, out var errors));
        Assert.Equal(error, Assert.Single(errors).ToString());
    }

    [Fact]
    public void Parse_ManyMistakes_ReportsAllOfAllVariants()
    {
        var thrown = Assert.Throws<TemplateException>(() => PayloadTemplate.Parse(
            Bytes("""{"a":"{{}} {{1}}","b":"{{x"}"""),
            new Dictionary<string, ReadOnlyMemory<byte>> { ["de"] = Bytes("[{{"), ["d e"] = Bytes("{}") }));

        Assert.Equal(
            [(null, 8), (null, 13), (null, 23), ("de", 2), ("d e", 0)],
            thrown.Errors.Select(error => (error.Language, error.Position)));
        Assert.StartsWith("variant de, position 2: ", thrown.Errors[3].ToString());
    }

    [Fact]
    public void NotificationContent_OfTemplate_IsCheckedFilledAndInEveryLanguage()
    {
        var good = PayloadTemplate.Parse(Bytes("""{"aps":{"alert":"{{x}}","badge":"{{#n}}"}}"""));
        var bad = PayloadTemplate.Parse(
            Bytes("""{"aps":{"badge":"{{n|1}}"}}"""),
            new Dictionary<string, ReadOnlyMemory<byte>> { ["de"] = Bytes("""{"aps":{"sound":1}}""") });

        Assert.Empty(new NotificationContent(good) { PushType = PushType.Alert }.Validate());
        Assert.Equal(
            ["payload.aps.badge: must be a whole number, 0 or more", "payload[de].aps.sound: must be a string, or a dictionary for a critical sound"],
            new NotificationContent(bad) { PushType = PushType.Alert }.Validate().Select(found => found.ToString()));
    }

    [Fact]
    public void NotificationContent_OfTemplateWithoutPlaceholders_IsPlain()
    {
        Assert.Null(new NotificationContent(PayloadTemplate.Parse(Bytes("""{"aps":{"alert":"Hi"}}"""))).Template);
        Assert.NotNull(new NotificationContent(PayloadTemplate.Parse(Bytes(Greeting))).Template);
    }

    [Fact]
    public void Equals_SameSources_IsEqual()
    {
        var (one, other) = (Of("Hallo"), Of("Hallo"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Of("Servus"));
        Assert.NotEqual(one, PayloadTemplate.Parse(Greet("Hello")));
        Assert.Equal(new NotificationContent(one), new NotificationContent(other));

        static PayloadTemplate Of(string german) => PayloadTemplate.Parse(
            Greet("Hello"), new Dictionary<string, ReadOnlyMemory<byte>> { ["de"] = Greet(german) });
    }

    private static byte[] Greet(string text) => Bytes($$$"""{"aps":{"alert":"{{{text}}} {{name}}"}}""");

    private static string Render(string template, object values) =>
        Text(PayloadTemplate.Parse(Bytes(template)), ListedValues.Instance, ListedValues.Pack(values));

    private static string Text(PayloadTemplate template, ITemplateValues? values, ReadOnlySpan<byte> packed)
    {
        var buffer = new byte[500];
        var rendering = template.Render(buffer, values, packed);
        Assert.Equal(TemplateOutcome.Rendered, rendering.Outcome);
        return Encoding.UTF8.GetString(buffer.AsSpan(0, rendering.Length));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
