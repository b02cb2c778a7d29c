using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Push.Apns.Packages;

/// <summary>Reads certificates without keys, as Apple's intermediates and roots, from DER or PEM.</summary>
public static class CertificateFile
{
    /// <summary>All certificates of a file; Apple offers them as DER (<c>.cer</c>).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CredentialException">It can't be read, or holds no certificate.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var bytes = CredentialFile.ReadBytes(path);
        try
        {
            var all = new X509Certificate2Collection();
            if (bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0) all.ImportFromPem(Encoding.UTF8.GetString(bytes));
            else all.Add(X509CertificateLoader.LoadCertificate(bytes));
            if (all.Count > 0) return all;
        }
        catch (CryptographicException e)
        {
            throw new CredentialException(CredentialFault.NotRecognized, $"{path}: is no certificate. {e.Message}", e);
        }
        throw new CredentialException(CredentialFault.NotRecognized, $"{path}: holds no certificate.");
    }
}
