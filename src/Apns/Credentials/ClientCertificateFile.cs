using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns;

/// <summary>Reads a client certificate with its private key and its chain from a <c>.p12</c> or PEM file.</summary>
public static class ClientCertificateFile
{
    // Ephemeral keys never touch a disk; macOS can't use them in TLS.
    private static readonly X509KeyStorageFlags Storage =
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    /// <summary>Reads the file.</summary>
    /// <param name="path">A <c>.p12</c> file, or PEM with certificate and key together.</param>
    /// <param name="password">The password of the file or of the encrypted PEM key; null if there is none.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <exception cref="CredentialException">It can't be used; the message names the file and the reason.</exception>
    public static CertificateCredential Read(string path, string? password, DateTimeOffset now)
    {
        var bytes = CredentialFile.ReadBytes(path);
        var all = IsPem(bytes) ? ClientCertificatePem.Read(path, bytes, password) : ReadPkcs12(path, bytes, password);
        try
        {
            var credential = Pick(path, all);
            CheckValidity(path, credential.Certificate, now);
            return credential;
        }
        catch
        {
            foreach (var certificate in all) certificate.Dispose();
            throw;
        }
    }

    private static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    private static X509Certificate2Collection ReadPkcs12(string path, byte[] bytes, string? password)
    {
        try
        {
            if (X509Certificate2.GetCertContentType(bytes) == X509ContentType.Cert)
                throw new CredentialException(CredentialFault.NoPrivateKey,
                    $"{path}: holds a certificate without its private key.");
            return X509CertificateLoader.LoadPkcs12Collection(bytes, password, Storage);
        }
        catch (CryptographicException e)
        {
            throw Pkcs12Failure.Explain(path, bytes, password, e);
        }
    }

    private static CertificateCredential Pick(string path, X509Certificate2Collection all)
    {
        if (all.Count == 0)
            throw new CredentialException(CredentialFault.NotRecognized, $"{path}: holds no certificate.");
        var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CredentialException(CredentialFault.NoPrivateKey,
                $"{path}: holds no private key; export certificate and key together.");
        var rest = new X509Certificate2Collection();
        foreach (var certificate in all)
            if (certificate != leaf) rest.Add(certificate);
        return new CertificateCredential(leaf, rest);
    }

    private static void CheckValidity(string path, X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now > certificate.NotAfter)
            throw new CredentialException(CredentialFault.NotValidNow,
                $"{path}: the certificate expired at {certificate.NotAfter.ToUniversalTime():u}.");
        if (now < certificate.NotBefore)
            throw new CredentialException(CredentialFault.NotValidNow,
                $"{path}: the certificate is not valid before {certificate.NotBefore.ToUniversalTime():u}.");
    }
}
