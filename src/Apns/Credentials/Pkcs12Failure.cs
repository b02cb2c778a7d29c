using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Push.Apns;

/// <summary>
/// Finds out why a <c>.p12</c> file could not be opened. The runtime reports a wrong password, a file that is none and
/// a cipher that the system no longer offers by one exception type, so the file's integrity code is checked here.
/// </summary>
internal static class Pkcs12Failure
{
    public static CredentialException Explain(string path, byte[] bytes, string? password, Exception cause)
    {
        try
        {
            var file = Pkcs12Info.Decode(bytes, out _, skipCopy: true);
            if (file.IntegrityMode == Pkcs12IntegrityMode.Password && !file.VerifyMac(password))
                return new CredentialException(CredentialFault.WrongPassword, password is null
                    ? $"{path}: the file needs a password."
                    : $"{path}: the password doesn't open the file.", cause);
            return new CredentialException(CredentialFault.NotRecognized,
                $"{path}: the password is right, but the contents can't be decrypted: by a cipher that is not offered here (RC4), or the file is damaged. "
                + "Export the file again with AES.", cause);
        }
        catch (CryptographicException)
        {
            return new CredentialException(CredentialFault.NotRecognized,
                $"{path}: is no .p12 file, nor PEM with a certificate.", cause);
        }
    }
}
