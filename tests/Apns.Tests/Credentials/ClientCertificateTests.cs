using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

public sealed class ClientCertificateTests : IDisposable
{
    private const string Password = "pässword";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    [Fact]
    public void Read_UniversalCertificate_SaysWhatItIsFor()
    {
        using var credential = Read(new TestClientCertificate());

        Assert.Equal(["com.example.app", "com.example.app.voip"], credential.Topics);
        Assert.Equal(TestKeys.TeamId, credential.TeamId);
        Assert.True(credential.Certificate.HasPrivateKey);
        Assert.Equal(Validity.Current.To, credential.ExpiresAt);
        Assert.Equal(Validity.Current.From, credential.NotBefore);
        Assert.All(Enum.GetValues<ApnsEnvironment>(), environment => Assert.True(credential.Allows(environment)));
    }

    [Fact]
    public void Read_Chain_LeadsToTheRoot()
    {
        using var credential = Read(new TestClientCertificate());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority.Root);
        chain.ChainPolicy.ExtraStore.AddRange(credential.Chain);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        Assert.Single(credential.Chain);
        Assert.True(chain.Build(credential.Certificate));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Fact]
    public void Create_CertificateInMemory_NeedsItsKey()
    {
        var client = _authority.Client(new TestClientCertificate());
        using var credential = new CertificateCredential(client, [_authority.Intermediate]);

        Assert.Equal("com.example.app", credential.Topics[0]);
        var e = Assert.Throws<CredentialException>(() => new CertificateCredential(_authority.Root, []));
        Assert.Equal(CredentialFault.NoPrivateKey, e.Fault);
    }

    [Fact]
    public void Read_OneEnvironment_AllowsNoOther()
    {
        using var sandbox = Read(new TestClientCertificate { Production = false });
        using var production = Read(new TestClientCertificate { Sandbox = false });
        using var neither = Read(new TestClientCertificate { Sandbox = false, Production = false });

        Assert.True(sandbox.Allows(ApnsEnvironment.Sandbox) && !sandbox.Allows(ApnsEnvironment.Production));
        Assert.True(production.Allows(ApnsEnvironment.Production) && !production.Allows(ApnsEnvironment.Sandbox));
        Assert.True(neither.Allows(ApnsEnvironment.Production) && neither.Allows(ApnsEnvironment.Sandbox));
    }

    [Fact]
    public void Read_MdmCertificate_TakesTheTopicFromTheUidAndNotTheName()
    {
        using var credential = Read(new TestClientCertificate
        {
            Uid = "com.apple.mgmt.External.1234",
            CommonName = "APSP:1234",
            Team = null,
            Topics = [],
        });

        Assert.Equal(["com.apple.mgmt.External.1234"], credential.Topics);
        Assert.Null(credential.TeamId);
    }

    [Fact]
    public void Read_NoPassword_IsTakenWhenTheFileHasNone()
    {
        var path = _folder.Write("open.p12", _authority.ClientP12(new TestClientCertificate(), null));

        using var credential = ClientCertificateFile.Read(path, null, Now);
        Assert.NotEmpty(credential.Topics);
    }

    [Fact]
    public async Task Read_LookAlike_IsReadByOpenSslToo()
    {
        var path = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), "secret"));
        var pem = await OpenSsl.RunAsync("pkcs12", "-in", path, "-passin", "pass:secret", "-nodes");
        var leaf = await OpenSsl.RunAsync("pkcs12", "-in", path, "-passin", "pass:secret", "-clcerts", "-nokeys");
        var text = await OpenSsl.RunAsync("x509", "-in", _folder.Write("leaf.pem", leaf), "-noout", "-text");

        Assert.Contains("UID = com.example.app", text);
        Assert.Contains("1.2.840.113635.100.6.3.6", text);

        // And what openssl writes, PEM with attributes around, is read by us.
        using var credential = ClientCertificateFile.Read(_folder.Write("all.pem", pem), null, Now);
        Assert.Equal(["com.example.app", "com.example.app.voip"], credential.Topics);
        Assert.Single(credential.Chain);
    }

    [Fact]
    public void Read_PemWithEncryptedKey_NeedsItsPassword()
    {
        using var client = _authority.Client(new TestClientCertificate());
        using var key = client.GetECDsaPrivateKey()!;
        var how = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        var path = _folder.Write("client.pem",
            client.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(Password, how));

        using var credential = ClientCertificateFile.Read(path, Password, Now);
        Assert.True(credential.Certificate.HasPrivateKey);
        Fails(path, "wrong", CredentialFault.WrongPassword, "doesn't open");
        Fails(path, null, CredentialFault.WrongPassword, "doesn't open");
    }

    [Fact]
    public void Read_WrongPassword_SaysSo()
    {
        var path = Write(new TestClientCertificate());

        Fails(path, "wrong", CredentialFault.WrongPassword, "doesn't open");
        Fails(path, null, CredentialFault.WrongPassword, "needs a password");
    }

    [Fact]
    public void Read_CertificateOnly_HasNoPrivateKey()
    {
        using var client = _authority.Client(new TestClientCertificate());
        var collection = new X509Certificate2Collection { _authority.Intermediate };

        Fails(_folder.Write("a.cer", client.RawData), null, CredentialFault.NoPrivateKey, "without its private key");
        Fails(_folder.Write("a.pem", client.ExportCertificatePem()), null,
            CredentialFault.NoPrivateKey, "no private key");
        Fails(_folder.Write("a.p12", collection.Export(X509ContentType.Pkcs12, "x")!), "x",
            CredentialFault.NoPrivateKey, "no private key");
    }

    [Fact]
    public void Read_PemWithAnotherKey_IsRefused()
    {
        using var client = _authority.Client(new TestClientCertificate());

        Fails(_folder.Write("a.pem", client.ExportCertificatePem() + "\n" + TestKeys.NewP8()), null,
            CredentialFault.NotRecognized, "none of the certificates");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello", "is no .p12 file")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "can't be read")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no certificate")]
    public void Read_SomethingElse_IsNotRecognized(string text, string rule) =>
        Fails(_folder.Write("a.p12", text), Password, CredentialFault.NotRecognized, rule);

    [Fact]
    public void Read_Missing_IsUnreadable() =>
        Fails(_folder["none.p12"], null, CredentialFault.Unreadable, "can't be read");

    [Fact]
    public void Read_NotValidNow_NamesTheTime()
    {
        Fails(Write(new TestClientCertificate { Validity = Validity.Past }), Password,
            CredentialFault.NotValidNow, "expired at 2021-01-01 00:00:00Z");
        Fails(Write(new TestClientCertificate { Validity = Validity.Future }), Password,
            CredentialFault.NotValidNow, "not valid before 2048-01-01 00:00:00Z");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private CertificateCredential Read(TestClientCertificate looks) =>
        ClientCertificateFile.Read(Write(looks), Password, Now);

    private string Write(TestClientCertificate looks, string password = Password) =>
        _folder.Write("client.p12", _authority.ClientP12(looks, password));

    private static void Fails(string path, string? password, CredentialFault fault, string rule)
    {
        var e = Assert.Throws<CredentialException>(() => ClientCertificateFile.Read(path, password, Now));

        Assert.Equal(fault, e.Fault);
        Assert.Contains(rule, e.Message);
        Assert.Contains(path, e.Message);
    }
}
