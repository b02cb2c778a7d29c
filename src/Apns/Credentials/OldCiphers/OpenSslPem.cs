using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Push.Apns;

/// <summary>
/// Private keys in PEM under OpenSSL's own encryption, with the header lines <c>Proc-Type</c> and <c>DEK-Info</c> (RFC 1421):
/// what <c>openssl pkcs12</c> and <c>openssl rsa -des3</c> wrote for years. DES, 3DES and AES in CBC mode.
/// </summary>
internal static partial class OpenSslPem
{
    private const int SaltLength = 8;

    /// <summary>Whether a text holds such a key.</summary>
    public static bool IsIn(string text) => Block().IsMatch(text);

    /// <summary>The text with such keys deciphered; null when the password is wrong, or the cipher isn't known.</summary>
    public static string? TryDecrypt(string text, string? password)
    {
        try
        {
            return Block().Replace(text, match => PemEncoding.WriteString(match.Groups["label"].Value, Decrypt(match, password)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Decrypt(Match match, string? password)
    {
        var iv = Convert.FromHexString(match.Groups["iv"].Value);
        using var cipher = Cipher(match.Groups["cipher"].Value);
        cipher.Key = Key(password ?? "", iv.AsSpan(0, SaltLength), cipher.KeySize / 8);
        return cipher.DecryptCbc(Convert.FromBase64String(match.Groups["base64"].Value), iv);
    }

#pragma warning disable CA5350, CA5351 // The file says by what it was enciphered.
    private static SymmetricAlgorithm Cipher(string name)
    {
        SymmetricAlgorithm cipher = name switch
        {
            "DES-CBC" => DES.Create(),
            "DES-EDE3-CBC" => TripleDES.Create(),
            "AES-128-CBC" or "AES-192-CBC" or "AES-256-CBC" => Aes.Create(),
            _ => throw new CryptographicException($"The cipher {name} is not known."),
        };
        if (cipher is Aes) cipher.KeySize = int.Parse(name.AsSpan(4, 3), System.Globalization.CultureInfo.InvariantCulture);
        return cipher;
    }

    // EVP_BytesToKey with MD5, once over.
    private static byte[] Key(string password, ReadOnlySpan<byte> salt, int length)
    {
        byte[] secret = [.. Encoding.UTF8.GetBytes(password), .. salt];
        var key = new List<byte>();
        byte[] digest = [];
        while (key.Count < length) key.AddRange(digest = MD5.HashData([.. digest, .. secret]));
        return [.. key.Take(length)];
    }
#pragma warning restore CA5350, CA5351

    [GeneratedRegex("""
        -----BEGIN (?<label>(RSA |EC )?PRIVATE KEY)-----\s+Proc-Type: 4,ENCRYPTED\s+DEK-Info: (?<cipher>[A-Z0-9-]+),(?<iv>[0-9A-Fa-f]{16,32})\s+(?<base64>[A-Za-z0-9+/=\s]+)-----END \k<label>-----
        """)]
    private static partial Regex Block();
}
