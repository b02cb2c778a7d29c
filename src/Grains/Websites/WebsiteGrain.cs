using System.Security.Cryptography;
using Orleans.Storage;
using Push.Grains.Notifications;

namespace Push.Grains.Websites;

/// <summary>Keeps the key of a website's tokens, and stores it before the first token is issued.</summary>
[GrainType("push.website")]
internal sealed class WebsiteGrain(
    [PersistentState("website", PushStorage.Name)] IPersistentState<WebsiteState> state) : Grain, IWebsiteGrain
{
    public async Task<string> Issue(ReadOnlyMemory<byte> visitor)
    {
        if (visitor.Length > WebsiteVisitor.MaxBytes)
            throw new PushRequestException(RequestFault.Malformed,
                $"A page says at most {WebsiteVisitor.MaxBytes} bytes of its visitor, not {visitor.Length}.");
        if (state.State.Key is []) await MakeKeyAsync();
        return Seal.Issue(visitor.Span);
    }

    public Task<ReadOnlyMemory<byte>?> Open(string token)
    {
        var visitor = state.State.Key is [] ? null : Seal.Open(token);
        // Not the array itself: a null one would become empty memory, which is a visitor of whom nothing is known.
        return Task.FromResult(visitor is null ? (ReadOnlyMemory<byte>?)null : visitor.AsMemory());
    }

    private VisitorSeal Seal => new(this.GetPrimaryKeyString(), state.State.Key);

    private async Task MakeKeyAsync()
    {
        state.State.Key = RandomNumberGenerator.GetBytes(VisitorSeal.KeySize);
        try
        {
            await state.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another activation was first, and its key counts.
            await state.ReadStateAsync();
        }
        catch
        {
            state.State.Key = [];
            throw;
        }
    }
}
