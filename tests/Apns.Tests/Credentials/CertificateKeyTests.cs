using System.Security.Cryptography.X509Certificates;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

/// <summary>Certificates in PEM with their private key in every form that openssl writes, in the same file or beside it.</summary>
public sealed class CertificateKeyTests : IDisposable
{
    private const string Password = "secret";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly X509Certificate2 _client;
    private readonly string _plain;

    public CertificateKeyTests()
    {
        _client = _authority.RsaClient(new TestClientCertificate());
        using var key = _client.GetRSAPrivateKey()!;
        _plain = _folder.Write("plain.pem", key.ExportRSAPrivateKeyPem());
        _folder.Write("certificate.pem", _client.ExportCertificatePem() + "\n" + _authority.Intermediate.ExportCertificatePem());
    }

    [Theory]
    [InlineData("BEGIN RSA PRIVATE KEY", "rsa", "-traditional")]
    [InlineData("BEGIN PRIVATE KEY", "pkcs8", "-topk8", "-nocrypt")]
    public async Task Read_PlainKey_IsTakenFromEitherFile(string form, params string[] command) =>
        await ReadsAsync(form, password: null, command);

    [Theory]
    [InlineData("BEGIN ENCRYPTED PRIVATE KEY", "pkcs8", "-topk8", "-v2", "aes256")]
    [InlineData("BEGIN ENCRYPTED PRIVATE KEY", "pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES")]
    [InlineData("DEK-Info: DES-EDE3-CBC", "rsa", "-traditional", "-des3")]
    [InlineData("DEK-Info: AES-256-CBC", "rsa", "-traditional", "-aes256")]
    [InlineData("DEK-Info: AES-128-CBC", "rsa", "-traditional", "-aes128")]
    public async Task Read_EncryptedKey_NeedsItsPassword(string form, params string[] command)
    {
        var key = await ReadsAsync(form, Password, [.. command, "-passout", $"pass:{Password}"]);
        var e = Assert.Throws<CredentialException>(() => ClientCertificateFile.Read(_folder["certificate.pem"], null, Now, key));
        Assert.Equal(CredentialFault.WrongPassword, e.Fault);
    }

    [Fact]
    public void Read_KeyFileThatDoesntFit_IsRefused()
    {
        Fails(_folder.Write("other.pem", TestKeys.NewP8()), CredentialFault.NotRecognized, "none of the certificates");
        Fails(_folder["certificate.pem"], CredentialFault.NoPrivateKey, "holds no private key");
        Fails(_folder["none.pem"], CredentialFault.Unreadable, "can't be read");
    }

    [Fact]
    public void Read_KeyFileBesideP12_IsRefused()
    {
        var p12 = _folder.Write("a.p12", _authority.ClientP12(new TestClientCertificate(), null));
        var e = Assert.Throws<CredentialException>(() => ClientCertificateFile.Read(p12, null, Now, _plain));
        Assert.Contains("no PEM", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task<string> ReadsAsync(string form, string? password, string[] command)
    {
        var key = _folder["key.pem"];
        await OpenSsl.RunAsync([.. command, "-in", _plain, "-out", key]);
        Assert.Contains(form, File.ReadAllText(key), StringComparison.Ordinal);
        var combined = _folder.Write("combined.pem", File.ReadAllText(key) + File.ReadAllText(_folder["certificate.pem"]));

        using var beside = ClientCertificateFile.Read(_folder["certificate.pem"], password, Now, key);
        using var together = ClientCertificateFile.Read(combined, password, Now);
        Assert.All([beside, together], credential =>
        {
            Assert.Equal(_client.Thumbprint, credential.Certificate.Thumbprint);
            Assert.True(credential.Certificate.HasPrivateKey);
            Assert.Single(credential.Chain);
        });
        return key;
    }

    private void Fails(string key, CredentialFault fault, string rule)
    {
        var e = Assert.Throws<CredentialException>(() => ClientCertificateFile.Read(_folder["certificate.pem"], null, Now, key));
        Assert.Equal(fault, e.Fault);
        Assert.Contains(rule, e.Message, StringComparison.Ordinal);
        Assert.Contains(key, e.Message, StringComparison.Ordinal);
    }
}
