using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>The keys that Apple issues certificates for packages to.</summary>
internal static class SigningKeyRules
{
    private const int SmallestRsa = 2048;
    private const int P256 = 256;

    /// <exception cref="CredentialException">The key is of another kind.</exception>
    public static void Check(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (rsa?.KeySize >= SmallestRsa || ecdsa?.KeySize == P256) return;
        var kind = rsa is not null ? $"RSA with {rsa.KeySize} bits"
            : ecdsa is not null ? $"on an elliptic curve of {ecdsa.KeySize} bits"
            : $"of the algorithm {certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value}";
        throw new CredentialException(CredentialFault.WrongAlgorithm,
            $"The key of {certificate.Subject} is {kind}; packages are signed with RSA of 2,048 bits or more, or P-256.");
    }
}
