using System.Collections.Immutable;
using Push.Grains.Notifications;

namespace Push.Grains.Wallet;

public sealed class PassRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.0, -5, 0)]
    [InlineData(0.9, -5, 0)]
    [InlineData(0.9, 0, 1)]
    [InlineData(0.9, 3, 4)]
    public void Modified_AnyChange_MovesOnByASecondAtLeast(double now, int before, int expected) =>
        Assert.Equal(Noon.AddSeconds(expected), PassRules.Modified(Noon.AddSeconds(now), Noon.AddSeconds(before)));

    [Theory]
    [InlineData("{}", null, null, null)]
    [InlineData("[]", null, null, "pass:")]
    [InlineData("{", null, null, "pass:")]
    [InlineData("""{"a":1,"a":2}""", null, null, "pass:")]
    [InlineData("{}", "../icon.png", null, "files:")]
    [InlineData("{}", "a\\b.png", null, "files:")]
    [InlineData("{}", "/icon.png", null, "files:")]
    [InlineData("{}", "signature", null, "files:")]
    [InlineData("{}", "en.lproj/pass.strings", null, null)]
    [InlineData("{}", null, "short", "authenticationToken:")]
    [InlineData("{}", null, "0123456789 abcdef", "authenticationToken:")]
    public void Check_WhatCannotBeAPass_NamesFieldAndRule(string json, string? file, string? token, string? error)
    {
        var content = new PassContent(System.Text.Encoding.UTF8.GetBytes(json));
        if (file is not null) content = content with { Files = content.Files.Add(file, new byte[1]) };
        if (error is null) PassRules.Check(content, token);
        else Assert.StartsWith(error, Assert.Throws<PushRequestException>(() => PassRules.Check(content, token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TooManyBytes_IsRefused()
    {
        var files = ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Empty.Add("strip.png", new byte[PassContent.MaxFiles + 1]);
        Assert.Throws<PushRequestException>(() => PassRules.Check(new PassContent("{}"u8.ToArray(), files), null));
        Assert.Throws<PushRequestException>(() => PassRules.Check(new PassContent(new byte[PassContent.MaxJson + 1]), null));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("0123456789abcdef", "0123456789abcdef", true)]
    [InlineData("0123456789abcdeF", "0123456789abcdef", false)]
    [InlineData("0123456789abcdef0", "0123456789abcdef", false)]
    public void IsToken_OnlyTheSame(string given, string token, bool expected) => Assert.Equal(expected, PassRules.IsToken(given, token));
}
