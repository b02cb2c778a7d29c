using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
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
    /// <param name="now">The time at which it must be valid; null: its validity is not looked at.</param>
    /// <param name="keyPath">
    /// A PEM file with the private key (PKCS#1, PKCS#8, SEC1, or encrypted), if it isn't in the certificate's file.
    /// </param>
    /// <exception cref="CredentialException">It can't be used; the message names the file and the reason.</exception>
    public static CertificateCredential Read(string path, string? password, DateTimeOffset? now, string? keyPath = null)
    {
        var bytes = CredentialFile.ReadBytes(path);
        var isPem = IsPem(bytes);
        if (keyPath is not null && !isPem)
            throw new CredentialException(CredentialFault.NotRecognized,
                $"{path}: is no PEM file; a key in a file of its own goes with a certificate in PEM.");
        var all = isPem ? ClientCertificatePem.Read(path, bytes, keyPath, password) : ReadPkcs12(path, bytes, password);
        try
        {
            var credential = Pick(path, all);
            if (now is { } time) CheckValidity(path, credential.Certificate, time);
            return credential;
        }
        catch
        {
            foreach (var certificate in all) certificate.Dispose();
            throw;
        }
    }

    /// <summary>The first line of a password's file; a line end, as editors add one, does not belong to it.</summary>
    /// <exception cref="CredentialException">The file can't be read.</exception>
    public static string ReadPassword(string path) =>
        CredentialFile.ReadText(path, mayBeEmpty: true).Split('\n')[0].TrimEnd('\r');

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
            return TryReadRc2(bytes, password) ?? throw Pkcs12Failure.Explain(path, bytes, password, e);
        }
    }

    private static X509Certificate2Collection? TryReadRc2(byte[] bytes, string? password)
    {
        try
        {
            var file = Pkcs12Info.Decode(bytes, out _, skipCopy: true);
            if (file.IntegrityMode != Pkcs12IntegrityMode.Password) return null;
            // Without a password programs mean either none or an empty one; the integrity code tells which.
            if (!file.VerifyMac(password))
            {
                if (!string.IsNullOrEmpty(password)) return null;
                password = password is null ? "" : null;
                if (!file.VerifyMac(password)) return null;
            }
            return X509CertificateLoader.LoadPkcs12Collection(Pkcs12Rc2.Remove(bytes, password), password, Storage);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
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
