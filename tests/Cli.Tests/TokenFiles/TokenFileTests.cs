using System.Text;
using CsCheck;
using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.TokenFiles;

public sealed class TokenFileTests : IDisposable
{
    private static readonly Gen<string> Token = Gen.Byte.Array[1, 100].Select(Convert.ToHexStringLower);

    private readonly string _folder = Directory.CreateTempSubdirectory("push-tokens-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TokenFile_AnyFormatOfAnyTokens_GivesThemInOrder() =>
        Gen.Select(Token.Array[1, 50], Gen.Int[0, 5], Gen.Bool.Select(windows => windows ? "\r\n" : "\n"), Gen.Bool, Gen.Bool)
            .Sample((tokens, format, end, lastEnd, mark) =>
            {
                var text = string.Join(end, Lines(tokens, format)) + (lastEnd ? end : "");
                var (read, report) = Read((mark ? "\uFEFF" : "") + text);
                Assert.Equal(tokens, read);
                Assert.Equal(0, report.BadLines);
                Assert.Equal(tokens.Length, report.Tokens);
            }, iter: 200);

    [Fact]
    public void TokenFile_AnyBytes_EndsInTokensOrBadLinesOrRefusal() =>
        Gen.Byte.Array[0, 500].Sample(bytes =>
        {
            var file = Write(bytes);
            try
            {
                ReadFile(file);
            }
            catch (CommandException e)
            {
                Assert.Equal(ExitCode.BadInput, e.ExitCode);
            }
        }, iter: 300);

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0x2C, 0x0A }, "is compressed by gzip")]
    [InlineData(new byte[] { 1, 0x2C, 0x1B, 0x0A }, "(found: ?, ?)")]
    public void TokenFile_ThatIsNoText_IsRefusedWithoutShowingIt(byte[] bytes, string rule)
    {
        var refused = Assert.Throws<CommandException>(() => ReadFile(Write(bytes)));
        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Message.TrimEnd(), char.IsControl);
    }

    [Fact]
    public void TokenFile_BadLines_AreCountedWithNumberAndReason()
    {
        var (read, report) = Read("aabb\n\nabc\nzz\n  ccdd  \n");
        Assert.Equal(["aabb", "ccdd"], read);
        Assert.Equal(2, report.BadLines);
        Assert.Equal([3, 4], report.FirstBadLines.Select(bad => bad.Line));
        Assert.Contains("odd number of digits (3)", report.FirstBadLines[0].Reason, StringComparison.Ordinal);
        Assert.Contains("position 0", report.FirstBadLines[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenFile_ManyBadLines_KeepsTheFirstAndCountsAll()
    {
        var (_, report) = Read("aa\n" + string.Concat(Enumerable.Repeat("x\n", 1000)));
        Assert.Equal(1000, report.BadLines);
        Assert.Equal(TokenFileReport.MostKept, report.FirstBadLines.Count);
    }

    [Fact]
    public void TokenFile_LineWithoutEnd_IsOneBadLine()
    {
        var (read, report) = Read("aa\n" + new string('b', 1_000_000) + "\ncc\n");
        Assert.Equal(["aa", "cc"], read);
        var bad = Assert.Single(report.FirstBadLines);
        Assert.Equal(2, bad.Line);
        Assert.Equal(1, report.BadLines);
    }

    [Fact]
    public void TokenFile_CsvWithQuotedCells_CountsLinesOfTheFile()
    {
        var (read, report) = Read("name;TOKEN\n\"two\nlines\";aa\nx;abc\n");
        Assert.Equal(["aa"], read);
        Assert.Equal(4, Assert.Single(report.FirstBadLines).Line);
    }

    [Theory]
    [InlineData("{\"token\":1}", "no string")]
    [InlineData("{\"name\":\"x\"}", "no property")]
    [InlineData("{\"token\":", "no valid JSON")]
    [InlineData("[]", "no JSON object")]
    public void TokenFile_BadJsonLine_SaysWhy(string line, string reason)
    {
        var (_, report) = Read("{\"token\":\"aa\"}\n" + line + "\n");
        Assert.Contains(reason, Assert.Single(report.FirstBadLines).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n \n", "is empty")]
    [InlineData("xyz\n", "no device token; 1 bad")]
    [InlineData("id,name\n1,x\n", "no column \"token\"")]
    public void TokenFile_WithoutToken_IsBadInput(string text, string rule)
    {
        var refusal = Assert.Throws<CommandException>(() => Read(text));
        Assert.Equal(ExitCode.BadInput, refusal.ExitCode);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(string[] tokens, int format) => format switch
    {
        0 => tokens,
        1 => tokens.Select(token => $"  {token.ToUpperInvariant()}\t"),
        2 => tokens.Select(token => $"{{\"a\":[1,{{\"token\":2}}],\"token\":\"{token}\"}}"),
        3 => tokens.Select(token => $"{token},x").Prepend("token,name"),
        4 => tokens.Select(token => $"\"a;b\";\"{token}\"").Prepend("name;\"token\""),
        _ => tokens.Prepend("Token"),
    };

    private (List<string> Tokens, TokenFileReport Report) Read(string text) => ReadFile(Write(Encoding.UTF8.GetBytes(text)));

    private static (List<string> Tokens, TokenFileReport Report) ReadFile(string file)
    {
        var (tokens, report) = Tokens(file);
        return (tokens.Select(token => token.ToHex()).ToList(), report);
    }

    private static (IEnumerable<DeviceToken> Tokens, TokenFileReport Report) Tokens(string path)
    {
        var file = TokenFile.OpenAsync(path, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return (All(file), file.Report);
    }

    private static IEnumerable<DeviceToken> All(TokenFile file)
    {
        foreach (var device in file.ReadAsync().ToBlockingEnumerable()) yield return device.Token;
        file.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString());
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
