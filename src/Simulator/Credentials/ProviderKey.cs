using System.Security.Cryptography;

namespace Push.Simulator.Credentials;

/// <summary>The public key that provider tokens must be signed with. Verifying is rare (once per token and connection), so one lock does.</summary>
internal sealed class ProviderKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key = ECDsa.Create();
    private readonly Lock _gate = new();

    private ProviderKey()
    {
    }

    /// <summary>Reads a public key, or the public half of a private one, from PEM.</summary>
    /// <exception cref="ArgumentException">The text is no PEM of a P-256 key.</exception>
    public static ProviderKey FromPem(string pem)
    {
        ProviderKey key = new();
        try
        {
            key._key.ImportFromPem(pem);
            if (key._key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                return key;
        }
        catch (CryptographicException wrong)
        {
            key.Dispose();
            throw new ArgumentException("The provider key is no elliptic-curve key.", nameof(pem), wrong);
        }
        catch (ArgumentException)
        {
            key.Dispose();
            throw new ArgumentException("The provider key is no PEM text of a public or private key.", nameof(pem));
        }

        key.Dispose();
        throw new ArgumentException("The provider key is no P-256 key.", nameof(pem));
    }

    public bool Verifies(ReadOnlySpan<byte> signed, byte[] signature)
    {
        lock (_gate)
            return ProviderTokenSignature.Verify(_key, signed, signature);
    }

    public void Dispose() => _key.Dispose();
}
