using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Push.Apns;

/// <summary>Reads certificates and the private key of one of them from PEM, in any order.</summary>
internal static class ClientCertificatePem
{
    private const string EncryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

    /// <summary>All certificates of the file; the one that the key belongs to has it.</summary>
    /// <param name="path">The certificates' file.</param>
    /// <param name="bytes">Its contents.</param>
    /// <param name="keyPath">The key's file; null: the same.</param>
    /// <param name="password">The password of an encrypted key.</param>
    public static X509Certificate2Collection Read(string path, byte[] bytes, string? keyPath, string? password)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new CredentialException(CredentialFault.NotRecognized,
                $"{path}: a certificate in it can't be read. {e.Message}", e);
        }
        if (all.Count == 0) return all;
        if (keyPath is not null) Unite(keyPath, all, KeyText(keyPath), password);
        else if (HasKey(text)) Unite(path, all, text, password);
        return all;
    }

    private static bool HasKey(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);

    private static string KeyText(string path) => CredentialFile.ReadText(path) is var text && HasKey(text)
        ? text
        : throw new CredentialException(CredentialFault.NoPrivateKey, $"{path}: holds no private key in PEM.");

    private static void Unite(string path, X509Certificate2Collection all, string text, string? password)
    {
        if (OpenSslPem.IsIn(text))
            text = OpenSslPem.TryDecrypt(text, password) ?? throw WrongPassword(path);
        for (var i = 0; i < all.Count; i++)
        {
            if (TryUnite(path, all[i], text, password) is not { } united) continue;
            all[i].Dispose();
            all[i] = united;
            return;
        }
        throw new CredentialException(CredentialFault.NotRecognized,
            $"{path}: the private key is damaged, or belongs to none of the certificates.");
    }

    private static CredentialException WrongPassword(string path, Exception? cause = null) => new(
        CredentialFault.WrongPassword, $"{path}: the password doesn't open the private key.", cause);

    private static X509Certificate2? TryUnite(string path, X509Certificate2 certificate, string text, string? password)
    {
        var pem = certificate.ExportCertificatePem();
        var encrypted = text.Contains(EncryptedKey, StringComparison.Ordinal);
        try
        {
            return encrypted
                ? X509Certificate2.CreateFromEncryptedPem(pem, text, password)
                : X509Certificate2.CreateFromPem(pem, text);
        }
        catch (CryptographicException e) when (encrypted)
        {
            throw WrongPassword(path, e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
