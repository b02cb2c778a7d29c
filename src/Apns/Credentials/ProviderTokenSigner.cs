using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Signs provider tokens with the private key of a <c>.p8</c> file: ES256 over header <c>alg</c>, <c>kid</c> and claims
/// <c>iss</c>, <c>iat</c> (Apple, "Establishing a token-based connection to APNs"). Thread-safe. It keeps no count:
/// how often to sign is the rule of whoever calls it.
/// </summary>
public sealed class ProviderTokenSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    internal ProviderTokenSigner(ECDsa key, string keyId, string teamId)
    {
        _key = key;
        KeyId = keyId;
        TeamId = teamId;
        Fingerprint = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Tells keys apart, also two under the same id: the first 8 bytes of the SHA-256 of the public key.</summary>
    public long Fingerprint { get; }

    /// <summary>The id of the key, 10 characters.</summary>
    public string KeyId { get; }

    /// <summary>The id of the team, 10 characters.</summary>
    public string TeamId { get; }

    /// <summary>Whether a file is a key by its looks: PEM with anything but a certificate in it.</summary>
    /// <exception cref="CredentialException">The file can't be read.</exception>
    public static bool IsKeyFile(string path)
    {
        var text = CredentialFile.ReadText(path);
        return text.Contains("-----BEGIN ", StringComparison.Ordinal) && !text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal);
    }

    /// <summary>Reads a key file.</summary>
    /// <param name="path">The file; PKCS#8 or SEC1 in PEM, a key on P-256.</param>
    /// <param name="teamId">The team's id, 10 letters and digits.</param>
    /// <param name="keyId">
    /// The key's id; null to take it from a file name of the form <c>AuthKey_XXXXXXXXXX.p8</c>.
    /// </param>
    /// <exception cref="CredentialException">
    /// File, key or one of the ids can't be used; the message says why.
    /// </exception>
    public static ProviderTokenSigner FromFile(string path, string teamId, string? keyId = null)
    {
        var pem = CredentialFile.ReadText(path);
        var key = keyId ?? AppleIdentifier.KeyIdOf(path)
            ?? throw new CredentialException(CredentialFault.BadIdentifier,
                $"{path}: the file name is not of the form AuthKey_XXXXXXXXXX.p8, so the key id must be given.");
        return FromPem(pem, teamId, key, path);
    }

    /// <summary>Takes the text of a key file.</summary>
    /// <param name="pem">The text; PKCS#8 or SEC1 in PEM, a key on P-256.</param>
    /// <param name="teamId">The team's id, 10 letters and digits.</param>
    /// <param name="keyId">The key's id, 10 letters and digits.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CredentialException">The key or one of the ids can't be used; the message says why.</exception>
    public static ProviderTokenSigner FromPem(ReadOnlySpan<char> pem, string teamId, string keyId, string name = "key")
    {
        AppleIdentifier.Check(teamId, "team id");
        AppleIdentifier.Check(keyId, "key id");
        return new ProviderTokenSigner(SigningKeyPem.Read(pem, name), keyId, teamId);
    }

    /// <summary>Signs a token.</summary>
    /// <param name="issuedAt">The time to write into it; fractions of a second are dropped.</param>
    public ProviderToken Sign(DateTimeOffset issuedAt)
    {
        var seconds = issuedAt.ToUnixTimeSeconds();
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header("ES256", KeyId), TokenJson.Default.Header);
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Claims(TeamId, seconds), TokenJson.Default.Claims);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        byte[] signature;
        lock (_lock) signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return new ProviderToken($"{signed}.{Base64Url.EncodeToString(signature)}", KeyId, TeamId,
            DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    internal byte[] ExportPrivateValue()
    {
        lock (_lock) return _key.ExportParameters(includePrivateParameters: true).D!;
    }

    internal sealed record Header(string Alg, string Kid);

    internal sealed record Claims(string Iss, long Iat);
}
