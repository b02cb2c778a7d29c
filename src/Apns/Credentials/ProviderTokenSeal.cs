using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Push.Apns;

/// <summary>
/// Seals a provider token so that it can be stored and can travel between silos, and only one that holds the same
/// private key can read it: AES-256-GCM under a key derived from the private key (HKDF-SHA-256), bound to key id and
/// team. Thread-safe.
/// </summary>
/// <remarks>
/// Layout: version 1 (1 byte), nonce (12), tag (16), then encrypted: seconds since 1970 (8, big-endian) and the token's
/// text.
/// </remarks>
public sealed class ProviderTokenSeal : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + NonceLength + TagLength;
    private const int TimeLength = sizeof(long);

    private readonly AesGcm _cipher;
    private readonly Lock _lock = new();
    private readonly byte[] _bound;
    private readonly string _keyId;
    private readonly string _teamId;

    /// <summary>Derives the sealing key from a signer's private key.</summary>
    public ProviderTokenSeal(ProviderTokenSigner signer)
    {
        _keyId = signer.KeyId;
        _teamId = signer.TeamId;
        _bound = Encoding.ASCII.GetBytes($"{signer.TeamId}/{signer.KeyId}");
        var secret = signer.ExportPrivateValue();
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: [], info: "push provider token seal 1"u8);
        _cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Seals a token; twice the same gives different bytes.</summary>
    /// <exception cref="ArgumentException">The token is of another key or team.</exception>
    public byte[] Seal(ProviderToken token)
    {
        if (token.KeyId != _keyId || token.TeamId != _teamId)
            throw new ArgumentException("The token was signed by another key.", nameof(token));
        var plain = new byte[TimeLength + Encoding.ASCII.GetByteCount(token.Value)];
        BinaryPrimitives.WriteInt64BigEndian(plain, token.IssuedAt.ToUnixTimeSeconds());
        Encoding.ASCII.GetBytes(token.Value, plain.AsSpan(TimeLength));

        var bytes = new byte[HeadLength + plain.Length];
        bytes[0] = Version;
        var nonce = bytes.AsSpan(1, NonceLength);
        var tag = bytes.AsSpan(1 + NonceLength, TagLength);
        RandomNumberGenerator.Fill(nonce);
        lock (_lock)
            _cipher.Encrypt(nonce, plain, bytes.AsSpan(HeadLength), tag, _bound);
        return bytes;
    }

    /// <summary>Opens a sealed token.</summary>
    /// <exception cref="CredentialException">
    /// The bytes were changed, cut off, or sealed under another key, key id or team
    /// (<see cref="CredentialFault.BrokenSeal"/>).
    /// </exception>
    public ProviderToken Unseal(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength + TimeLength) throw Broken("it is cut off");
        if (bytes[0] != Version) throw Broken($"its version is {bytes[0]}, not {Version}");
        var nonce = bytes.Slice(1, NonceLength);
        var tag = bytes.Slice(1 + NonceLength, TagLength);
        var plain = new byte[bytes.Length - HeadLength];
        try
        {
            lock (_lock)
                _cipher.Decrypt(nonce, bytes[HeadLength..], tag, plain, _bound);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Broken("it was changed, or sealed by another key", e);
        }
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        return new ProviderToken(Encoding.ASCII.GetString(plain.AsSpan(TimeLength)), _keyId, _teamId, issuedAt);
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    private CredentialException Broken(string why, Exception? cause = null) => new(CredentialFault.BrokenSeal,
        $"The sealed provider token of key {_keyId} can't be opened: {why}.", cause);
}
