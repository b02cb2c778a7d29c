using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Sending;

/// <summary>Input that <c>push send</c> refuses before it connects: exit code 2, the field and the rule.</summary>
public sealed class SendBadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("--token abc --body x", "--token", "odd number of digits (3)")]
    [InlineData("--token xy --body x", "--token", "position 0")]
    [InlineData("--token aa", "--payload", "is needed")]
    [InlineData("--token aa --payload none.json", "--payload", "no file none.json")]
    [InlineData("--token aa --payload empty.json", "--payload", "is empty")]
    [InlineData("--token aa --payload .", "--payload", "it is a folder")]
    [InlineData("--token aa --payload text.json", "--payload", "well-formed JSON")]
    [InlineData("--token aa --payload large.json", "--payload", "at most 4096 bytes")]
    [InlineData("--token aa --payload huge.json", "--payload", "is larger than")]
    [InlineData("--token aa --payload text.json --title t", "--payload", "together with --title")]
    [InlineData("--token aa --body x --priority 7", "--priority", "10, 5 or 1")]
    [InlineData("--token aa --body x --push-type background --priority 10", "--priority", "must be 5")]
    [InlineData("--token aa --body x --expiration soon", "--expiration", "must be 0")]
    [InlineData("--token aa --body x --expiration 3600", "--expiration", "lies in the past, 1970-01-01 01:00:00 UTC")]
    [InlineData("--token aa --body x --id 7", "--id", "UUID")]
    [InlineData("--token aa --body x --push-type Alert", "--push-type", "must be one of alert, background")]
    [InlineData("--token aa --badge -1", "--payload", "aps.badge must be a whole number")]
    [InlineData("--token aa --body x --interruption-level loud", "--payload", "aps.interruption-level must be passive")]
    [InlineData("--token aa --body x --custom [1]", "--custom", "JSON object")]
    [InlineData("--token aa --push-type mdm --payload magic.json", "--key", "must be a certificate for the push type mdm")]
    [InlineData("--token aa --body x --collapse-id 12345678901234567890123456789012345678901234567890123456789012345", "--collapse-id", "64 bytes")]
    public async Task Send_BadNotification_NamesFieldAndRule(string arguments, string field, string rule) => await RefusesAsync(
        $"{arguments} --environment sandbox --topic com.example.app --key {Key()} --team-id {TestKeys.TeamId}", field, rule);

    [Theory]
    [InlineData("--environment sandbox --topic t", "--key", "a credential is needed")]
    [InlineData("--environment sandbox --topic t --key none.p8 --team-id TEAM123456 --key-id ABC123DEFG", "--key", "can't be read")]
    [InlineData("--environment sandbox --topic t --key rsa.pem --team-id TEAM123456 --key-id ABC123DEFG", "--key", "rsa.pem")]
    [InlineData("--environment sandbox --topic t --key p384.pem --team-id TEAM123456 --key-id ABC123DEFG", "--key", "P-256")]
    [InlineData("--environment sandbox --topic t --key good.p8 --team-id TEAM123456", "--key-id", "AuthKey_")]
    [InlineData("--environment sandbox --topic t --key good.p8 --key-id ABC123DEFG", "--team-id", "is needed")]
    [InlineData("--environment sandbox --topic t --key good.p8 --key-id ABC123DEFG --team-id 1", "--team-id", "10 letters and digits")]
    [InlineData("--environment sandbox --key good.p8 --key-id ABC123DEFG --team-id TEAM123456", "--topic", "is needed")]
    [InlineData("--environment testing --topic t --key good.p8 --key-id ABC123DEFG --team-id TEAM123456", "--environment", "sandbox, production or simulator")]
    [InlineData("--topic t --key good.p8 --key-id ABC123DEFG --team-id TEAM123456", "--environment", "is needed")]
    [InlineData("--environment simulator --topic t", "--port", "is needed")]
    [InlineData("--environment sandbox --certificate locked.p12 --password-file wrong.txt", "--certificate", "password")]
    [InlineData("--environment sandbox --certificate locked.p12", "--certificate", "password")]
    [InlineData("--environment production --certificate sandbox.p12", "--environment", "is for the sandbox only")]
    [InlineData("--environment sandbox --certificate none.p12", "--certificate", "can't be read")]
    [InlineData("--environment sandbox --certificate sandbox.p12 --key good.p8", "--key", "together with --certificate")]
    [InlineData("--environment sandbox --certificate sandbox.p12 --root-certificate good.p8", "--root-certificate", "no certificate")]
    [InlineData("--app shop", "--app", "no app \"shop\" is configured")]
    [InlineData("--app shop --config none.json", "--config", "no file none.json")]
    public async Task Send_BadTarget_NamesFieldAndRule(string arguments, string field, string rule) =>
        await RefusesAsync($"--token aa --body x {arguments}", field, rule);

    [Fact]
    public async Task Send_SeveralMistakes_AreReportedTogether()
    {
        var result = await PushProcess.RunAsync(_folder.Path, ["send", "--token", "abc", "--priority", "7", "--body", "x", "--id", "1"]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.All(["--token", "--priority", "--id", "--environment", "--key"], field =>
            Assert.Contains($"push: {field}: ", result.Error, StringComparison.Ordinal));
    }

    private async Task RefusesAsync(string arguments, string field, string rule)
    {
        WriteFiles();
        var result = await PushProcess.RunAsync(_folder.Path, ["send", .. arguments.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.Error.Split('\n'), line => line.StartsWith($"push: {field}: ", StringComparison.Ordinal));
        Assert.Contains(rule, line, StringComparison.Ordinal);
    }

    private string Key() => TestKeys.WriteP8(_folder);

    private void WriteFiles()
    {
        _folder.Write("empty.json", "\n");
        _folder.Write("text.json", "hello");
        _folder.Write("magic.json", "{\"mdm\":\"magic\"}");
        _folder.Write("large.json", $"{{\"aps\":{{\"alert\":\"{new string('x', 4090)}\"}}}}");
        _folder.Write("huge.json", new string(' ', 100_000) + "{}");
        _folder.Write("good.p8", TestKeys.NewP8());
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        _folder.Write("rsa.pem", rsa.ExportPkcs8PrivateKeyPem());
        using var p384 = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        _folder.Write("p384.pem", p384.ExportPkcs8PrivateKeyPem());
        _folder.Write("locked.p12", _authority.ClientP12(new TestClientCertificate(), "secret"));
        _folder.Write("wrong.txt", "guess\n");
        _folder.Write("sandbox.p12", _authority.ClientP12(new TestClientCertificate { Production = false }, null));
    }
}
