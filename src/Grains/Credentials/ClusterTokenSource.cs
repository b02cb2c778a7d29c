using Push.Apns;

namespace Push.Grains.Credentials;

/// <summary>
/// The provider token of one key as this silo knows it. All connections of the silo share it; the token itself comes
/// from the one <see cref="IProviderTokenGrain"/> of the cluster.
/// </summary>
internal sealed class ClusterTokenSource(ProviderTokenKey key, SigningKeys keys, IGrainFactory grains, TimeProvider time)
    : IProviderTokenSource
{
    private readonly Lock _lock = new();
    private volatile HeldToken? _current;
    private Task<ProviderToken>? _fetch;

    public ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } held && held.Generation == keys.Generation
            && !ProviderTokenRules.IsDue(held.Token.IssuedAt, time.GetUtcNow()))
            return new ValueTask<ProviderToken>(held.Token);
        return new ValueTask<ProviderToken>(Fetch(grain => grain.Get()).WaitAsync(cancellationToken));
    }

    public ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken)
    {
        if (_current is { } held && held.Token.IssuedAt > refused.IssuedAt) return new ValueTask<ProviderToken>(held.Token);
        return new ValueTask<ProviderToken>(Fetch(grain => grain.Renew(refused.IssuedAt)).WaitAsync(cancellationToken));
    }

    // Whoever asks while a fetch is under way shares it.
    private Task<ProviderToken> Fetch(Func<IProviderTokenGrain, Task<SealedProviderToken>> ask)
    {
        lock (_lock)
        {
            if (_fetch is { IsCompleted: false }) return _fetch;
            return _fetch = Task.Run(async () =>
            {
                var generation = keys.Generation;
                var answer = await ask(grains.GetGrain<IProviderTokenGrain>(key.ToString()));
                var token = keys.Unseal(key, answer);
                // The grain's silo may not have seen a replaced file yet: then it is asked again with the next send.
                var isOwn = answer.Fingerprint == keys.Fingerprint(key);
                _current = new HeldToken(token, isOwn ? generation : generation - 1);
                return token;
            });
        }
    }

    private sealed record HeldToken(ProviderToken Token, int Generation);
}
