namespace Push.Grains.Credentials;

/// <summary>Signs with the private keys that lie on each silo. Stateless worker; its key is of no meaning.</summary>
/// <remarks>Called by <see cref="IProviderTokenGrain"/>.</remarks>
[GrainInterfaceType("push.signing"), Alias("push.signing")]
public interface ISigningGrain : IGrainWithIntegerKey
{
    /// <summary>Signs a provider token issued now, and seals it.</summary>
    /// <exception cref="Notifications.PushRequestException">No app of the cluster has this key.</exception>
    [Alias("SignProviderToken")]
    Task<SealedProviderToken> SignProviderToken(string teamId, string keyId);
}
