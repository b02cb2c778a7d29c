namespace Push.Grains.Credentials;

/// <summary>
/// The one provider token of a key in the whole cluster. Key: <see cref="ProviderTokenKey"/>. Apple refuses keys whose
/// tokens change more often than every 20 minutes, so a token is in storage before it is handed out.
/// </summary>
/// <remarks>Called by each silo's token source; has <see cref="ISigningGrain"/> sign. It never sees the token itself.</remarks>
[GrainInterfaceType("push.provider-token"), Alias("push.provider-token")]
public interface IProviderTokenGrain : IGrainWithStringKey
{
    /// <summary>The token to use now: a new one only when the last is 40 minutes old, or the key's file was replaced.</summary>
    [Alias("Get")]
    Task<SealedProviderToken> Get();

    /// <summary>Asks for a newer one because Apple refused the one issued at this time; none is signed within 20 minutes.</summary>
    [Alias("Renew")]
    Task<SealedProviderToken> Renew(DateTimeOffset refused);
}

/// <summary>The keys of provider tokens: <c>{team}/{key}</c>.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="KeyId">The key.</param>
public readonly record struct ProviderTokenKey(string TeamId, string KeyId)
{
    /// <summary>Reads a grain key.</summary>
    public static ProviderTokenKey Parse(string key)
    {
        var slash = key.IndexOf('/');
        return new ProviderTokenKey(key[..slash], key[(slash + 1)..]);
    }

    /// <summary>The grain key.</summary>
    public override string ToString() => $"{TeamId}/{KeyId}";
}

/// <summary>A provider token that only a silo with the key can read.</summary>
/// <param name="IssuedAt">The time inside the token.</param>
/// <param name="Sealed">The token under AES-GCM, with a key derived from the signing key.</param>
/// <param name="Fingerprint">Which key signed it: a file may be replaced by another key under the same id.</param>
[GenerateSerializer, Immutable, Alias("push.sealed-provider-token")]
public sealed record SealedProviderToken(
    [property: Id(0)] DateTimeOffset IssuedAt,
    [property: Id(1)] ReadOnlyMemory<byte> Sealed,
    [property: Id(2)] long Fingerprint = 0);
