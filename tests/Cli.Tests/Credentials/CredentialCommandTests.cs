using System.Security.Cryptography;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Credentials;

public sealed class CredentialCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Credential_ProviderKey_SaysIdAndCurveAndNothingSecret()
    {
        var path = TestKeys.WriteP8(_folder);
        var result = await RunAsync(path, "--json");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        var json = result.Json();
        Assert.Equal(("providerKey", TestKeys.KeyId), (json.GetProperty("kind").GetString(), json.GetProperty("keyId").GetString()));
        Assert.Contains("P-256", json.GetProperty("algorithm").GetString(), StringComparison.Ordinal);
        var secret = File.ReadAllLines(path)[1];
        Assert.DoesNotContain(secret, (await RunAsync(path)).Output, StringComparison.Ordinal);

        var renamed = await RunAsync(_folder.Write("key.p8", TestKeys.NewP8()));
        Assert.Equal(ExitCode.Finished, renamed.ExitCode);
        Assert.Contains("key id must be given", renamed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_Certificate_SaysWhatItIsFor()
    {
        var file = _folder.Write("a.p12", _authority.ClientP12(new TestClientCertificate { Production = false }, "secret"));
        var result = await RunAsync(file, "--password-file", _folder.Write("password", "secret\n"), "--json");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        var json = result.Json();
        Assert.Equal(["com.example.app", "com.example.app.voip"], json.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
        Assert.Equal("sandbox", Assert.Single(json.GetProperty("environments").EnumerateArray()).GetString());
        Assert.Equal(("certificate", "app", TestKeys.TeamId, 1, new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero)), (
            json.GetProperty("kind").GetString(), json.GetProperty("use").GetString(), json.GetProperty("teamId").GetString(),
            json.GetProperty("chain").GetInt32(), json.GetProperty("expiresAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Credential_Expired_IsShownAndCounts()
    {
        var file = _folder.Write("a.p12", _authority.ClientP12(new TestClientCertificate { Validity = Validity.Past }, null));
        var result = await RunAsync(file);
        Assert.Equal(ExitCode.Incomplete, result.ExitCode);
        Assert.Contains("expired at 2021-01-01", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_KeyInAFileOfItsOwn_IsTaken()
    {
        using var client = _authority.RsaClient(new TestClientCertificate());
        using var key = (RSA)System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(client)!;
        var certificate = _folder.Write("a.pem", client.ExportCertificatePem());
        var result = await RunAsync(certificate, "--certificate-key", _folder.Write("key.pem", key.ExportRSAPrivateKeyPem()));
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Contains("RSA, 2048 bits", result.Output, StringComparison.Ordinal);
        Assert.Contains("no intermediate", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_Unusable_SaysWhy()
    {
        await RefusesAsync("there is no such file", "none.p8");
        await RefusesAsync("it is a folder", ".");
        await RefusesAsync("no .p12 file", _folder.Write("text.p8", "hello"));
        await RefusesAsync("needs a password", _folder.Write("a.p12", _authority.ClientP12(new TestClientCertificate(), "secret")));
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await RefusesAsync("P-256", _folder.Write("p384.p8", p384.ExportPkcs8PrivateKeyPem()));
    }

    private async Task RefusesAsync(string rule, string file)
    {
        var result = await RunAsync(file);
        Assert.Equal((ExitCode.BadInput, ""), (result.ExitCode, result.Output));
        Assert.Contains(rule, result.Error, StringComparison.Ordinal);
    }

    private Task<PushResult> RunAsync(params string[] arguments) => PushProcess.RunAsync(_folder.Path, ["credential", .. arguments]);
}
