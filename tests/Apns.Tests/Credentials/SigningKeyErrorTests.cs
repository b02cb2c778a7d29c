using System.Security.Cryptography;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

/// <summary>Every kind of wrong key file is told apart, and the message names the file.</summary>
public sealed class SigningKeyErrorTests : IDisposable
{
    private const string Name = "AuthKey_ABC123DEFG.p8";

    private readonly TempFolder _folder = new();

    [Fact]
    public void FromFile_Missing_IsUnreadable() => Fails(CredentialFault.Unreadable, "can't be read");

    [Fact]
    public void FromFile_Folder_IsUnreadable()
    {
        Directory.CreateDirectory(_folder[Name]);

        Fails(CredentialFault.Unreadable, "can't be read");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello", "BEGIN PRIVATE KEY")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "damaged")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n", "BEGIN PRIVATE KEY")]
    public void FromFile_NoKey_IsNotRecognized(string text, string rule) =>
        Fails(CredentialFault.NotRecognized, rule, text);

    [Fact]
    public void FromFile_Huge_IsNotRecognized() =>
        Fails(CredentialFault.NotRecognized, "too large", new string('x', 300_000));

    [Fact]
    public void FromFile_Rsa_IsTheWrongAlgorithm()
    {
        using var rsa = RSA.Create(2048);

        Fails(CredentialFault.WrongAlgorithm, "RSA", rsa.ExportPkcs8PrivateKeyPem());
        Fails(CredentialFault.WrongAlgorithm, "RSA", rsa.ExportRSAPrivateKeyPem());
    }

    [Fact]
    public void FromFile_OtherCurve_IsTheWrongAlgorithm()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Fails(CredentialFault.WrongAlgorithm, "P-256 only", key.ExportPkcs8PrivateKeyPem());
        Fails(CredentialFault.WrongAlgorithm, "P-256 only", key.ExportECPrivateKeyPem());
    }

    [Fact]
    public async Task FromFile_Ed25519_IsNotTaken()
    {
        var pem = await OpenSsl.RunAsync("genpkey", "-algorithm", "ed25519");

        Fails(CredentialFault.WrongAlgorithm, "P-256 only", pem);
    }

    [Fact]
    public void FromFile_Encrypted_SaysSo()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var how = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);

        Fails(CredentialFault.Encrypted, "encrypted", key.ExportEncryptedPkcs8PrivateKeyPem("secret", how));
    }

    [Fact]
    public async Task FromFile_EncryptedByOpenSslInTheOldForm_SaysSo()
    {
        var plain = _folder.Write("plain.pem", TestKeys.NewP8());
        var pem = await OpenSsl.RunAsync("ec", "-in", plain, "-aes128", "-passout", "pass:secret");

        Fails(CredentialFault.Encrypted, "encrypted", pem);
    }

    [Fact]
    public void FromFile_PublicKey_HasNoPrivateKey() =>
        Fails(CredentialFault.NoPrivateKey, "PUBLIC KEY", TestKeys.PublicPem(TestKeys.NewP8()));

    [Theory]
    [InlineData("SHORT", TestKeys.KeyId, "team id")]
    [InlineData("TEAM 12345", TestKeys.KeyId, "team id")]
    [InlineData(TestKeys.TeamId, "ABC123DEF\"", "key id")]
    public void FromPem_BadIdentifier_NamesIt(string team, string key, string what)
    {
        var e = Assert.Throws<CredentialException>(() => ProviderTokenSigner.FromPem(TestKeys.NewP8(), team, key));

        Assert.Equal(CredentialFault.BadIdentifier, e.Fault);
        Assert.Contains(what, e.Message);
    }

    public void Dispose() => _folder.Dispose();

    private void Fails(CredentialFault fault, string rule, string? text = null)
    {
        if (text is not null) _folder.Write(Name, text);
        var e = Assert.Throws<CredentialException>(() => ProviderTokenSigner.FromFile(_folder[Name], TestKeys.TeamId));

        Assert.Equal(fault, e.Fault);
        Assert.Contains(rule, e.Message);
        Assert.Contains(Name, e.Message);
    }
}
