using Push.Apns;

namespace Push.Grains.Credentials;

/// <summary>
/// The provider token of one key as this silo knows it. All connections of the silo share it; the token itself comes
/// from the one <see cref="IProviderTokenGrain"/> of the cluster. One that is due for renewal is used until the next is there:
/// Apple takes it for another 20 minutes, and no send waits or fails while the grain can't be asked.
/// </summary>
internal sealed class ClusterTokenSource(ProviderTokenKey key, SigningKeys keys, IGrainFactory grains, TimeProvider time)
    : IProviderTokenSource
{
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private volatile HeldToken? _current;
    private Task<ProviderToken>? _fetch;
    private long? _renewed;

    public ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_current is { } held && held.Generation == keys.Generation && ProviderTokenRules.IsUsable(held.Token.IssuedAt, now))
        {
            if (ProviderTokenRules.IsDue(held.Token.IssuedAt, now)) BeginRenewal();
            return new ValueTask<ProviderToken>(held.Token);
        }
        return new ValueTask<ProviderToken>(Fetch(grain => grain.Get()).WaitAsync(cancellationToken));
    }

    public ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken)
    {
        if (_current is { } held && held.Token.IssuedAt > refused.IssuedAt) return new ValueTask<ProviderToken>(held.Token);
        return new ValueTask<ProviderToken>(Fetch(grain => grain.Renew(refused.IssuedAt)).WaitAsync(cancellationToken));
    }

    // Asked for with every buffer that is written; one that fails is not tried as often.
    private void BeginRenewal()
    {
        lock (_lock)
        {
            if (_renewed is { } last && time.GetElapsedTime(last) < RenewalPause) return;
            _renewed = time.GetTimestamp();
        }
        Fetch(grain => grain.Get()).Ignore();
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
