using Orleans.Storage;
using Push.Apns;

namespace Push.Grains.Credentials;

/// <summary>
/// When a key's token is replaced, and that it is stored before anyone gets it. Should two activations exist for a
/// moment, the storage lets one write, and the other takes the winner's token.
/// </summary>
/// <remarks>Used by <see cref="ProviderTokenGrain"/>, one call at a time.</remarks>
internal sealed class ProviderTokenKeeper(
    IPersistentState<ProviderTokenState> state, Func<Task<SealedProviderToken>> sign, Func<long> fingerprint, TimeProvider time)
{
    public Task<SealedProviderToken> GetAsync() =>
        Current is { } token && !ProviderTokenRules.IsDue(token.IssuedAt, time.GetUtcNow())
            ? Task.FromResult(token)
            : ReplaceAsync();

    public Task<SealedProviderToken> RenewAsync(DateTimeOffset refused) =>
        Current is { } token && !ProviderTokenRules.MayReplace(token.IssuedAt, refused, time.GetUtcNow())
            ? Task.FromResult(token)
            : ReplaceAsync();

    // One that another key signed, before the file was replaced, is none: Apple counts the tokens of each key.
    private SealedProviderToken? Current => state.State.Token is { } token && token.Fingerprint == fingerprint() ? token : null;

    private async Task<SealedProviderToken> ReplaceAsync()
    {
        var before = state.State.Token;
        var token = await sign();
        state.State.Token = token;
        try
        {
            await state.WriteStateAsync();
            return token;
        }
        catch (InconsistentStateException)
        {
            await state.ReadStateAsync();
            return Current ?? throw new InvalidOperationException("The provider token was deleted from the storage.");
        }
        catch
        {
            // It was handed to nobody, so it does not count as the last one signed.
            state.State.Token = before;
            throw;
        }
    }
}
