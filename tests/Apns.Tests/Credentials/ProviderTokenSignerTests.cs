using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

public sealed class ProviderTokenSignerTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly string _pem = TestKeys.NewP8();

    [Fact]
    public void Sign_HeaderAndClaims_AreWhatAppleAsksFor()
    {
        var token = Sign(_pem);
        var parts = token.Value.Split('.');

        Assert.Equal("""{"alg":"ES256","kid":"ABC123DEFG"}""", Decode(parts[0]));
        Assert.Equal($$"""{"iss":"TEAM123456","iat":{{Now.ToUnixTimeSeconds()}}}""", Decode(parts[1]));
        Assert.Equal(64, Base64Url.DecodeFromChars(parts[2]).Length);
        Assert.Equal("bearer " + token.Value, Encoding.ASCII.GetString(token.Authorization.Span));
        Assert.Equal(Now.AddMilliseconds(-250), token.IssuedAt);
        Assert.DoesNotContain(token.Value, token.ToString());
        using var json = JsonDocument.Parse(Decode(parts[1]));
        Assert.Equal(JsonValueKind.Number, json.RootElement.GetProperty("iat").ValueKind);
    }

    [Fact]
    public void Sign_Signature_VerifiesAsPlainRAndS()
    {
        var parts = Sign(_pem).Value.Split('.');
        using var key = ECDsa.Create();
        key.ImportFromPem(TestKeys.PublicPem(_pem));

        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Sign_Signature_VerifiesWithOpenSsl()
    {
        using var folder = new TempFolder();
        var parts = Sign(_pem).Value.Split('.');
        folder.Write("public.pem", TestKeys.PublicPem(_pem));
        folder.Write("signed", $"{parts[0]}.{parts[1]}");
        folder.Write("signature", EcdsaSignature.ToDer(Base64Url.DecodeFromChars(parts[2])));

        var output = await OpenSsl.RunAsync(
            "dgst", "-sha256", "-verify", folder["public.pem"], "-signature", folder["signature"], folder["signed"]);

        Assert.Contains("Verified OK", output);
    }

    [Fact]
    public void FromPem_Sec1_IsTaken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(3, Sign(key.ExportECPrivateKeyPem()).Value.Split('.').Length);
    }

    [Fact]
    public async Task FromPem_KeyThatOpenSslMade_IsTaken()
    {
        // The parameters stand in front of the key, as openssl writes them.
        var pem = await OpenSsl.RunAsync("ecparam", "-name", "prime256v1", "-genkey");

        Assert.StartsWith("-----BEGIN EC PARAMETERS-----", pem);
        Assert.Equal(3, Sign(pem).Value.Split('.').Length);
    }

    [Fact]
    public void FromFile_AppleName_GivesTheKeyId()
    {
        using var folder = new TempFolder();
        using var signer = ProviderTokenSigner.FromFile(TestKeys.WriteP8(folder, "XYZ9876543"), TestKeys.TeamId);

        Assert.Equal("XYZ9876543", signer.KeyId);
    }

    [Theory]
    [InlineData("AuthKey_ABC123DEFG (1).p8", "ABC123DEFG")]
    [InlineData("authkey_ABC123DEFG.pem", "ABC123DEFG")]
    [InlineData("AuthKey_ABC123DEFGH.p8", null)]
    [InlineData("AuthKey_ABC123.p8", null)]
    [InlineData("key.p8", null)]
    public void FromFile_OtherName_NeedsTheKeyId(string name, string? keyId)
    {
        using var folder = new TempFolder();
        var path = folder.Write(name, _pem);

        if (keyId is null)
        {
            Assert.Equal(CredentialFault.BadIdentifier,
                Assert.Throws<CredentialException>(() => ProviderTokenSigner.FromFile(path, TestKeys.TeamId)).Fault);
        }
        using var signer = ProviderTokenSigner.FromFile(path, TestKeys.TeamId, keyId is null ? "GIVEN12345" : null);
        Assert.Equal(keyId ?? "GIVEN12345", signer.KeyId);
    }

    private static ProviderToken Sign(string pem)
    {
        using var signer = ProviderTokenSigner.FromPem(pem, TestKeys.TeamId, TestKeys.KeyId);
        return signer.Sign(Now);
    }

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
