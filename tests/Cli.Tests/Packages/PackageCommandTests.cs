using Push.Cli.CommandLine;

namespace Push.Cli.Packages;

public sealed class PackageCommandTests : IDisposable
{
    private readonly PackageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pass_SignedAndVerified_IsValid()
    {
        var signed = await _folder.SignPassAsync("--json");
        Assert.Equal((ExitCode.Finished, ""), (signed.ExitCode, signed.Error));
        Assert.Equal("pass", signed.Json().GetProperty("kind").GetString());

        var verified = await _folder.PushAsync("pass", "verify", "coffee.pkpass", "--root", "root.pem", "--json");
        Assert.Equal(ExitCode.Finished, verified.ExitCode);
        Assert.True(verified.Json().GetProperty("valid").GetBoolean());
        Assert.Equal("pass.com.example.coffee", verified.Json().GetProperty("identifier").GetString());

        var shown = await _folder.PushAsync("pass", "verify", "coffee.pkpass");
        Assert.Equal(ExitCode.Incomplete, shown.ExitCode);
        Assert.StartsWith("not valid", shown.Output, StringComparison.Ordinal);
        Assert.Contains("error: signature: is by a certificate", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_Several_BecomeABundle()
    {
        var signed = await _folder.PushAsync("pass", "sign", "Coffee.pass", "Coffee.pass", "--certificate", "pass.p12",
            "--password-file", "password", "--intermediate", "intermediate.cer", "--out", "coffee.pkpasses");
        Assert.Equal((ExitCode.Finished, ""), (signed.ExitCode, signed.Error));
        var verified = await _folder.PushAsync("pass", "verify", "coffee.pkpasses", "--root", "root.pem", "--json");
        Assert.Equal(ExitCode.Finished, verified.ExitCode);
        Assert.Equal(2, verified.Json().GetProperty("passes").GetArrayLength());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Website_SignedAndVerified_IsValid(string version)
    {
        var signed = await _folder.PushAsync("package", "website", "Shop.pushpackage", "--certificate", "website.p12", "--password-file", "password",
            "--intermediate", "intermediate.cer", "--out", "shop.zip", "--manifest-version", version);
        Assert.Equal((ExitCode.Finished, ""), (signed.ExitCode, signed.Error));
        Assert.Equal(ExitCode.Finished, (await _folder.PushAsync("package", "verify", "shop.zip", "--root", "root.pem")).ExitCode);

        var asPass = await _folder.PushAsync("pass", "verify", "shop.zip", "--root", "root.pem", "--json");
        Assert.Equal(ExitCode.Incomplete, asPass.ExitCode);
        Assert.Equal("is not a pass or bundle of passes", asPass.Json().GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Sign_BrokenRules_SaysAllAndWritesNothing()
    {
        File.Delete(_folder.Files["Coffee.pass/icon.png"]);
        _folder.Write("Coffee.pass/pass.json", """{"formatVersion":2}""");
        var signed = await _folder.SignPassAsync("--json");
        Assert.Equal((ExitCode.Incomplete, ""), (signed.ExitCode, signed.Error));
        var errors = signed.Json().GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("file")}: {error.GetProperty("message")}");
        Assert.Contains("pass.json: is not the number 1", errors);
        Assert.Contains(errors, error => error.StartsWith("icon.png: is missing", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.Files["coffee.pkpass"]));
    }

    [Fact]
    public async Task Sign_WithoutIntermediate_IsNotValid()
    {
        var signed = await _folder.PushAsync(
            "pass", "sign", "Coffee.pass", "--certificate", "pass.p12", "--password-file", "password", "--out", "coffee.pkpass");
        Assert.Equal(ExitCode.Incomplete, signed.ExitCode);
        Assert.Contains("error: signature: Apple's intermediate", signed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DIR: no folder Tea.pass", "pass", "sign", "Tea.pass", "--certificate", "pass.p12", "--out", "x")]
    [InlineData("--certificate: pass.p12: the file needs a pa", "pass", "sign", "Coffee.pass", "--certificate", "pass.p12", "--out", "x")]
    [InlineData("--password-file: secret: the file can't be read", "pass", "sign", "Coffee.pass", "--certificate", "pass.p12", "--password-file", "secret", "--out", "x")]
    [InlineData("--intermediate: password: is no certificate", "pass", "sign", "Coffee.pass", "--certificate", "pass.p12", "--password-file", "password", "--intermediate", "password", "--out", "x")]
    [InlineData("FILE: no file x", "pass", "verify", "x")]
    [InlineData("--root: password: is no certificate", "package", "verify", "pass.p12", "--root", "password")]
    public async Task Command_BadInput_NamesFieldAndRule(string expected, params string[] arguments)
    {
        var result = await _folder.PushAsync(arguments);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains($"push: {expected}", result.Error, StringComparison.Ordinal);
    }
}
