using System.Buffers.Text;
using System.Security.Cryptography;

namespace Push.Grains.Websites;

/// <summary>
/// Makes and opens authentication tokens: base64url of 8 random bytes, what was said of the visitor, and 16 bytes of
/// HMAC-SHA256 over website and both. What is inside is no secret, but can't be changed.
/// </summary>
internal sealed class VisitorSeal(string website, byte[] key)
{
    public const int KeySize = 32;

    private const int NonceSize = 8;
    private const int MacSize = 16;
    private const int MaxLength = 512;

    public string Issue(ReadOnlySpan<byte> visitor)
    {
        var body = new byte[NonceSize + visitor.Length + MacSize];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceSize));
        visitor.CopyTo(body.AsSpan(NonceSize));
        Mac(body.AsSpan(0, body.Length - MacSize)).CopyTo(body.AsSpan(body.Length - MacSize));
        return Base64Url.EncodeToString(body);
    }

    /// <summary>What was said of the visitor, or null when the token wasn't made with this key.</summary>
    public byte[]? Open(string token)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token)) return null;
        var body = Base64Url.DecodeFromChars(token);
        if (body.Length < NonceSize + MacSize) return null;
        var signed = body.AsSpan(0, body.Length - MacSize);
        return CryptographicOperations.FixedTimeEquals(Mac(signed), body.AsSpan(body.Length - MacSize))
            ? signed[NonceSize..].ToArray()
            : null;
    }

    private ReadOnlySpan<byte> Mac(ReadOnlySpan<byte> signed)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(System.Text.Encoding.UTF8.GetBytes(website + "\n"));
        hmac.AppendData(signed);
        return hmac.GetHashAndReset().AsSpan(0, MacSize);
    }
}
