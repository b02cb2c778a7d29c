using System.Security.Cryptography;

namespace Push.Testing;

/// <summary>Keys as Apple hands them out, made for one test; none is ever committed.</summary>
public static class TestKeys
{
    public const string KeyId = "ABC123DEFG";
    public const string TeamId = "TEAM123456";

    /// <summary>A new P-256 key as the text of a <c>.p8</c> file (PKCS#8).</summary>
    public static string NewP8()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>A new key in a file whose name carries the key id, as Apple's do.</summary>
    public static string WriteP8(TempFolder folder, string keyId = KeyId) =>
        folder.Write($"AuthKey_{keyId}.p8", NewP8());

    /// <summary>The public half of a private key in PEM, as a simulator is given it.</summary>
    public static string PublicPem(string privatePem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(privatePem);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }
}
