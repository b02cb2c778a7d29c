using System.Collections.Concurrent;
using Push.Apns;

namespace Push.Grains.Credentials;

/// <summary>One token source per key on this silo, however many apps and connections use the key.</summary>
internal sealed class ClusterTokenSources(SigningKeys keys, IGrainFactory grains, TimeProvider time)
{
    private readonly ConcurrentDictionary<ProviderTokenKey, ClusterTokenSource> _sources = new();

    public IProviderTokenSource Of(ProviderTokenSigner signer) => _sources.GetOrAdd(
        new ProviderTokenKey(signer.TeamId, signer.KeyId),
        key => new ClusterTokenSource(key, keys, grains, time));
}
