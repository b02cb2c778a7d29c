using System.Security.Cryptography.X509Certificates;
using Push.Testing;

namespace Push.Apns.Tests.Credentials.OldCiphers;

/// <summary><c>.p12</c> files as old programs wrote them: made by openssl with its legacy provider, read without it.</summary>
public sealed class OldPkcs12Tests : IDisposable
{
    private const string Password = "sécret";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData("PBE-SHA1-RC2-40", "PBE-SHA1-3DES")] // What Keychain Access exported.
    [InlineData("PBE-SHA1-RC2-40", "PBE-SHA1-RC2-40")]
    [InlineData("PBE-SHA1-RC2-128", "PBE-SHA1-RC2-128")]
    [InlineData("PBE-SHA1-RC2-40", "AES-256-CBC")]
    [InlineData("PBE-SHA1-3DES", "PBE-SHA1-3DES")]
    [InlineData("PBE-SHA1-3DES", "PBE-SHA1-2DES")]
    [InlineData("NONE", "PBE-SHA1-RC2-40")]
    public async Task Read_OldCiphers_GivesKeyAndChain(string certificates, string keys)
    {
        var path = await ExportAsync(certificates, keys, Password);

        using var credential = ClientCertificateFile.Read(path, Password, Now);
        Assert.Equal(["com.example.app", "com.example.app.voip"], credential.Topics);
        Assert.Equal(_authority.Intermediate.Thumbprint, Assert.Single(credential.Chain).Thumbprint);
        using var key = credential.Certificate.GetRSAPrivateKey()!;
        using var publicKey = credential.Certificate.GetRSAPublicKey()!;
        Assert.Equal(publicKey.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Fails(path, "wrong", CredentialFault.WrongPassword, "doesn't open");
        Fails(path, null, CredentialFault.WrongPassword, "needs a password");
    }

    [Fact]
    public async Task Read_EmptyPassword_IsTakenAsNone()
    {
        using var credential = ClientCertificateFile.Read(await ExportAsync("PBE-SHA1-RC2-40", "PBE-SHA1-RC2-40", ""), null, Now);
        Assert.True(credential.Certificate.HasPrivateKey);
    }

    [Fact]
    public async Task Read_Rc4_SaysThatItCant() =>
        Fails(await ExportAsync("PBE-SHA1-RC4-128", "PBE-SHA1-3DES", Password), Password, CredentialFault.NotRecognized, "RC4");

    [Fact]
    public async Task Read_CutOff_IsRefused()
    {
        var bytes = File.ReadAllBytes(await ExportAsync("PBE-SHA1-RC2-40", "PBE-SHA1-RC2-40", Password));
        Fails(_folder.Write("half.p12", bytes[..(bytes.Length / 2)]), Password, CredentialFault.NotRecognized, "no .p12");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task<string> ExportAsync(string certificates, string keys, string password)
    {
        using var client = _authority.RsaClient(new TestClientCertificate());
        using var key = client.GetRSAPrivateKey()!;
        var pem = _folder.Write("all.pem",
            key.ExportRSAPrivateKeyPem() + "\n" + client.ExportCertificatePem() + "\n" + _authority.Intermediate.ExportCertificatePem());
        await OpenSsl.RunAsync("pkcs12", "-export", "-legacy", "-in", pem, "-passout", $"pass:{password}",
            "-certpbe", certificates, "-keypbe", keys, "-out", _folder["old.p12"]);
        return _folder["old.p12"];
    }

    private static void Fails(string path, string? password, CredentialFault fault, string rule)
    {
        var e = Assert.Throws<CredentialException>(() => ClientCertificateFile.Read(path, password, Now));
        Assert.Equal(fault, e.Fault);
        Assert.Contains(rule, e.Message, StringComparison.Ordinal);
    }
}
