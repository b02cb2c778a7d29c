using System.Security;
using System.Text;

namespace Push.Apns;

/// <summary>Reads the small files that credentials come in.</summary>
internal static class CredentialFile
{
    // The largest real ones, a .p12 with its chain, have less than a tenth of it.
    private const int MaxLength = 256 * 1024;

    public static string ReadText(string path, bool mayBeEmpty = false) =>
        Encoding.UTF8.GetString(ReadBytes(path, mayBeEmpty)).TrimStart('\uFEFF');

    public static byte[] ReadBytes(string path, bool mayBeEmpty = false)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxLength + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxLength)
                throw new CredentialException(CredentialFault.NotRecognized,
                    $"{path}: the file is too large for a key or certificate.");
            if (length == 0 && !mayBeEmpty)
                throw new CredentialException(CredentialFault.NotRecognized, $"{path}: the file is empty.");
            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException
            or ArgumentException or NotSupportedException)
        {
            throw new CredentialException(CredentialFault.Unreadable, $"{path}: the file can't be read: {Why(path, e)}.", e);
        }
    }

    // The platform's messages repeat the path, and call a folder a matter of permissions.
    private static string Why(string path, Exception e) => e switch
    {
        _ when path.Length == 0 => "its name is empty",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        _ when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException or SecurityException => "this user has no permission to read it",
        _ => e.Message.TrimEnd('.'),
    };
}
