namespace Push.Apns;

/// <summary>
/// The provider token of one key for one process, signed here. Renewed on demand when it is 40 minutes old, never
/// within 20 minutes of the last one, and never handed out at an hour (Apple, "Establishing a token-based connection
/// to APNs"). In a cluster, a source that all silos share takes its place.
/// </summary>
/// <param name="signer">The key. It is not disposed of with the source.</param>
/// <param name="time">The clock; its skew against Apple's counts against the hour.</param>
public sealed class LocalProviderTokenSource(ProviderTokenSigner signer, TimeProvider time) : IProviderTokenSource
{
    private readonly Lock _lock = new();
    private volatile ProviderToken? _current;

    /// <inheritdoc/>
    public ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        if (_current is { } token && !ProviderTokenRules.IsDue(token.IssuedAt, now))
            return new ValueTask<ProviderToken>(token);
        lock (_lock)
        {
            if (_current is null || ProviderTokenRules.IsDue(_current.IssuedAt, now)) _current = signer.Sign(now);
            return new ValueTask<ProviderToken>(_current);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_current is null || ProviderTokenRules.MayReplace(_current.IssuedAt, refused.IssuedAt, now))
                _current = signer.Sign(now);
            return new ValueTask<ProviderToken>(_current);
        }
    }
}
