using Orleans.Concurrency;

namespace Push.Grains.Credentials;

/// <summary>Signs where it is called.</summary>
[GrainType("push.signing"), StatelessWorker]
internal sealed class SigningGrain(SigningKeys keys, TimeProvider time) : Grain, ISigningGrain
{
    public Task<SealedProviderToken> SignProviderToken(string teamId, string keyId) =>
        Task.FromResult(keys.Sign(new ProviderTokenKey(teamId, keyId), time.GetUtcNow()));
}
