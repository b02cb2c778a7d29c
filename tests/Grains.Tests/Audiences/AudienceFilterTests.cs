using System.Text;
using CsCheck;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

public sealed class AudienceFilterTests
{
    private const string Device = """
        {"language":"de","appVersion":"2.10.1","userId":"u1","plan":"pro","age":30,"visits":"7","vip":true,
         "os":{"version":"17.2"},"since":"2026-01-31","tags":["news","beta"]}
        """;

    [Theory]
    [InlineData("tag = news")]
    [InlineData("tag in (sport, beta)")]
    [InlineData("not tag = sport")]
    [InlineData("tag != sport")]
    [InlineData("language = de and plan in (free, pro)")]
    [InlineData("tag = sport or (plan = pro and vip = true)")]
    [InlineData("appVersion >= 2.10 and appVersion < 3")]
    [InlineData("appVersion = 2.10.1.0")]
    [InlineData("appVersion > 2.9.9")]
    [InlineData("os <= 17.2")]
    [InlineData("age > 29.5 and age <= 30")]
    [InlineData("visits > 6 and visits < 10")]
    [InlineData("since >= 2026-01-01")]
    [InlineData("exists vip and not exists churned")]
    [InlineData("churned != yes")]
    [InlineData("NOT NOT 'plan' = \"pro\"")]
    [InlineData("""{"all":[{"any":[{"tag":"sport"},{"tag":["x","news"]}]},{"none":[{"attribute":"plan","in":["free"]}]}]}""")]
    [InlineData("""{"attribute":"appVersion","atLeast":"2.10","below":"3"}""")]
    [InlineData("""{"attribute":"age","equals":30}""")]
    [InlineData("""{"attribute":"churned","exists":false}""")]
    public void Filter_Meaning_Matches(string text) => Assert.True(Matches(text));

    [Theory]
    [InlineData("tag = News")]
    [InlineData("tag = pro")]
    [InlineData("plan = news")]
    [InlineData("appVersion < 2.10")]
    [InlineData("os > two")]
    [InlineData("plan > 5")]
    [InlineData("churned < 5")]
    [InlineData("vip > 0")]
    [InlineData("exists tag1")]
    [InlineData("language = de and plan = free or vip = false")]
    public void Filter_NotMeaning_DoesNotMatch(string text) => Assert.False(Matches(text));

    [Theory]
    [InlineData("", "position 1: a condition is expected, not the end")]
    [InlineData("plan", "position 5: '=', '!=', '<', '<=', '>', '>=' or 'in' is expected, not the end")]
    [InlineData("plan = ", "position 8: a value is expected, not the end")]
    [InlineData("plan = pro plan = free", "position 12: 'and', 'or' or the end is expected, not 'plan'")]
    [InlineData("plan = pro and user_id = 17", "position 16: the name 'user_id' stands for 'userId' in token files; write that")]
    [InlineData("tag > news", "position 5: '=', '!=' or 'in' is expected, not '>'")]
    [InlineData("(tag = news", "position 12: 'and', 'or' or ')' is expected")]
    [InlineData("tag in news", "position 8: '(' is expected, not 'news'")]
    [InlineData("tag in (a b)", "position 11: ',' or ')' is expected, not 'b'")]
    [InlineData("plan = 'pro", "position 8: the quote isn't closed")]
    [InlineData("plan ! pro", "position 6: '!' has no meaning here")]
    [InlineData("7up = x", "position 1: a name begins with a letter")]
    [InlineData("tags = x", "position 1: the name 'tags' stands for the tags")]
    [InlineData("appVersion >= x.y", "position 15: appVersion is compared with a version, 1 to 4 numbers separated by points")]
    [InlineData("appVersion in (2.10, two)", "position 22: appVersion is compared with a version")]
    [InlineData("{\"attribute\":\"appVersion\",\"atLeast\":\"x.y\"}", "$.atLeast: appVersion is compared with a version")]
    [InlineData("{\"attribute\":\"appVersion\",\"in\":[2,true]}", "$.in[1]: appVersion is compared with a version")]
    [InlineData("{\"all\":[{\"tag\":5,\"x\":1}]}", "$.all[0]: an object has all, any, none, tag, or attribute")]
    [InlineData("{\"all\":[{\"tag\":{}}]}", "$.all[0].tag: is a string, a number, true or false")]
    [InlineData("{\"attribute\":\"a\",\"like\":1}", "$.like: is none of equals")]
    [InlineData("{\"attribute\":\"a\"}", "$: needs equals")]
    [InlineData("{\"all\":[]}", "$.all: is an array of filters")]
    [InlineData("{\"tag\":", "line 1, byte 8: is no JSON")]
    public void Filter_Malformed_IsRefusedWithPosition(string text, string rule)
    {
        Assert.False(AudienceFilter.TryParse(text, out _, out var error));
        Assert.StartsWith(rule, error, StringComparison.Ordinal);
        Assert.Equal(RequestFault.Malformed, Assert.Throws<PushRequestException>(() => AudienceFilter.Parse(text)).Fault);
    }

    [Fact]
    public void Filter_TooLarge_IsRefused()
    {
        Assert.Contains("nested at most 16", ErrorOf(new string('(', 17) + "tag = a" + new string(')', 17)), StringComparison.Ordinal);
        Assert.Contains("are at most 256", ErrorOf($"tag in ({string.Join(',', Enumerable.Repeat("a", 300))})"), StringComparison.Ordinal);
        Assert.Contains("at most 4,096 characters", ErrorOf("tag = " + new string('a', 5000)), StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("{\"all\":[", 17)) + "{\"tag\":\"a\"}" + string.Concat(Enumerable.Repeat("]}", 17));
        Assert.Contains("nested at most 16", ErrorOf(deep), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("((tag=a))and(plan='x y'or plan=\"and\")", "tag = a and (plan = \"x y\" or plan = and)")]
    [InlineData("not (tag = a)", "not tag = a")]
    [InlineData("\"in\" = 1 and tag in ('a')", "\"in\" = 1 and tag = a")]
    [InlineData("""{"none":[{"tag":"a"},{"attribute":"b","exists":true}]}""", "not (tag = a or exists b)")]
    [InlineData("""{"all":[{"tag":"a"}]}""", "tag = a")]
    public void Filter_WrittenAnyHow_HasOneText(string text, string expected) => Assert.Equal(expected, AudienceFilter.Parse(text).Text);

    [Fact]
    public void Filter_AnyText_IsRefusedOrReadAgainAsItIsWritten() =>
        Gen.Char["ab1()=!<>,\"\\' "].Array[0, 12].Select(Gen.OneOf(Gen.Const(""), Gen.Const("not "), Gen.Const("tag = "), Gen.Const("x in ("), Gen.Const("a = b and "), Gen.Const("exists ")))
            .Array[1, 4].Sample(parts =>
            {
                var text = string.Concat(parts.Select(part => part.Item2 + new string(part.Item1)));
                if (!AudienceFilter.TryParse(text, out var filter, out _)) return;
                Assert.Equal(filter, AudienceFilter.Parse(filter.Text));
            }, iter: 5000);

    [Fact]
    public void Filter_Evaluated_AllocatesNothing()
    {
        var filter = AudienceFilter.Parse("tag in (x, news) and appVersion >= 2.10 and age > 18 and visits > 3 and not exists churned");
        var attributes = AttributesJson.Parse(Encoding.UTF8.GetBytes(Device));
        Assert.True(filter.Matches(attributes.Read()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) filter.Matches(attributes.Read());
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static bool Matches(string text)
    {
        var filter = AudienceFilter.Parse(text);
        var attributes = AttributesJson.Parse(Encoding.UTF8.GetBytes(Device));
        var matches = filter.Matches(attributes.Read());
        Assert.Equal(matches, AudienceFilter.Parse(filter.Text).Matches(attributes.Read()));
        return matches;
    }

    private static string ErrorOf(string text)
    {
        Assert.False(AudienceFilter.TryParse(text, out _, out var error));
        return error;
    }
}
