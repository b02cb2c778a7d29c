using Push.Apns;

namespace Push.Bench.Clients;

/// <summary>The token that all clients of a run send; a run is shorter than its hour.</summary>
sealed class FixedProviderToken(string token) : IProviderTokenSource
{
    private readonly ProviderToken _token =
        new(token, ProviderTokens.KeyId, ProviderTokens.TeamId, TimeProvider.System.GetUtcNow());

    public ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken) => new(_token);

    public ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken) =>
        new(_token);
}
