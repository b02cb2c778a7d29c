using Microsoft.Extensions.Logging;

namespace Push.Grains.Credentials;

/// <summary>
/// Keeps the one token of a key, by the rules of <see cref="ProviderTokenKeeper"/>. Calls come one at a time, so a
/// cluster that asks at once still gets one token.
/// </summary>
[GrainType("push.provider-token")]
internal sealed partial class ProviderTokenGrain : Grain, IProviderTokenGrain
{
    private readonly ProviderTokenKeeper _keeper;
    private readonly ILogger<ProviderTokenGrain> _log;

    public ProviderTokenGrain(
        [PersistentState("provider-token", PushStorage.Name)] IPersistentState<ProviderTokenState> state,
        SigningKeys keys,
        TimeProvider time,
        ILogger<ProviderTokenGrain> log)
    {
        _keeper = new ProviderTokenKeeper(
            state, SignAsync, () => keys.Fingerprint(ProviderTokenKey.Parse(this.GetPrimaryKeyString())), time);
        _log = log;
    }

    public Task<SealedProviderToken> Get() => _keeper.GetAsync();

    public Task<SealedProviderToken> Renew(DateTimeOffset refused) => _keeper.RenewAsync(refused);

    private async Task<SealedProviderToken> SignAsync()
    {
        var key = ProviderTokenKey.Parse(this.GetPrimaryKeyString());
        var token = await GrainFactory.GetGrain<ISigningGrain>(0).SignProviderToken(key.TeamId, key.KeyId);
        LogSigned(key.KeyId, key.TeamId, token.IssuedAt);
        return token;
    }
}
