namespace Push.Apns.Connections;

/// <summary>
/// Has the provider token ready when requests are written. The source answers at once while its token is fresh; when it
/// must sign or ask first, the writer goes on with control frames and is woken afterwards.
/// </summary>
internal sealed class Authorization(ApnsCredential credential)
{
    private readonly IProviderTokenSource? _source = (credential as TokenCredential)?.Source;
    private Task? _fetching;

    /// <summary>Whether requests carry a provider token.</summary>
    public bool UsesTokens => _source is not null;

    /// <summary>The token to use now; null with a certificate, or while <see cref="State"/> says that there is none.</summary>
    public ProviderToken? Token { get; private set; }

    public AuthorizationState State { get; private set; }

    /// <summary>Called by the writer before each buffer, outside of the gate and by one thread at a time.</summary>
    /// <param name="wake">Called when a token that had to be waited for is there.</param>
    public void Refresh(Action wake)
    {
        if (_source is null) return;
        if (_fetching is { } fetching)
        {
            // What came of it is used once, also a failure, before the source is asked again.
            if (fetching.IsCompleted) _fetching = null;
            return;
        }

        try
        {
            var pending = _source.GetAsync(CancellationToken.None);
            if (pending.IsCompletedSuccessfully)
            {
                (Token, State) = (pending.Result, AuthorizationState.Ready);
                return;
            }

            State = AuthorizationState.Waiting;
            _fetching = FetchAsync(pending, wake);
        }
        catch (Exception)
        {
            State = AuthorizationState.Failed;
        }
    }

    private async Task FetchAsync(ValueTask<ProviderToken> pending, Action wake)
    {
        try
        {
            Token = await pending.ConfigureAwait(false);
            State = AuthorizationState.Ready;
        }
        catch (Exception)
        {
            // Whatever the source threw: what waits for a token ends as NotSent, and the next send asks again.
            State = AuthorizationState.Failed;
        }

        wake();
    }
}

/// <summary>Whether requests can be authorized now.</summary>
internal enum AuthorizationState
{
    Ready,
    Waiting,
    Failed,
}
