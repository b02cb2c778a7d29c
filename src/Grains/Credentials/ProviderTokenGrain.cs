using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Push.Apns;

namespace Push.Grains.Credentials;

/// <summary>
/// Keeps the one token of a key. Calls come one at a time, so a cluster that asks at once still gets one token; should
/// two activations exist for a moment, the storage lets one write and the other reads the winner's.
/// </summary>
[GrainType("push.provider-token")]
internal sealed partial class ProviderTokenGrain(
    [PersistentState("provider-token", PushStorage.Name)] IPersistentState<ProviderTokenState> state,
    TimeProvider time,
    ILogger<ProviderTokenGrain> log) : Grain, IProviderTokenGrain
{
    public Task<SealedProviderToken> Get() =>
        Current is { } token && !ProviderTokenRules.IsDue(token.IssuedAt, time.GetUtcNow())
            ? Task.FromResult(token)
            : Replace();

    public Task<SealedProviderToken> Renew(DateTimeOffset refused) =>
        Current is { } token && !ProviderTokenRules.MayReplace(token.IssuedAt, refused, time.GetUtcNow())
            ? Task.FromResult(token)
            : Replace();

    private SealedProviderToken? Current => state.State.Token;

    private async Task<SealedProviderToken> Replace()
    {
        var key = ProviderTokenKey.Parse(this.GetPrimaryKeyString());
        var before = Current;
        var token = await GrainFactory.GetGrain<ISigningGrain>(0).SignProviderToken(key.TeamId, key.KeyId);
        state.State.Token = token;
        try
        {
            await state.WriteStateAsync();
            LogSigned(key.KeyId, key.TeamId, token.IssuedAt);
            return token;
        }
        catch (InconsistentStateException)
        {
            await state.ReadStateAsync();
            LogLostRace(key.KeyId);
            return Current ?? throw new InvalidOperationException("The provider token was deleted from the storage.");
        }
        catch
        {
            state.State.Token = before;
            throw;
        }
    }
}
