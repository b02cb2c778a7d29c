using System.Security;
using System.Text;

namespace Push.Apns;

/// <summary>Reads the small files that credentials come in.</summary>
internal static class CredentialFile
{
    // The largest real ones, a .p12 with its chain, have less than a tenth of it.
    private const int MaxLength = 256 * 1024;

    public static string ReadText(string path) => Encoding.UTF8.GetString(ReadBytes(path)).TrimStart('\uFEFF');

    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxLength + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxLength)
                throw new CredentialException(CredentialFault.NotRecognized,
                    $"{path}: the file is too large for a key or certificate.");
            if (length == 0)
                throw new CredentialException(CredentialFault.NotRecognized, $"{path}: the file is empty.");
            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException
            or ArgumentException or NotSupportedException)
        {
            throw new CredentialException(CredentialFault.Unreadable,
                $"{path}: the file can't be read. {e.Message}", e);
        }
    }
}
