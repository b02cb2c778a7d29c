namespace Push.Apns.Connections;

/// <summary>What an <see cref="ApnsClient"/> sends a second time, and what it does before.</summary>
internal static class Resend
{
    /// <summary>Results that another connection, or a newer provider token, may well change, without any risk of a duplicate.</summary>
    public static bool IsWorthwhile(in AttemptResult result) => result.Outcome switch
    {
        AttemptOutcome.NotSent => result.Cause == AttemptCause.ConnectionClosing,
        AttemptOutcome.Rejected => result.Reason?.Verdict is Verdict.RenewToken or Verdict.NewConnection,
        _ => false,
    };

    private static bool IsUnauthorized(in AttemptResult result) =>
        result is { Outcome: AttemptOutcome.NotSent, Cause: AttemptCause.NoCredential };

    /// <summary>Renews the provider token, or opens a new connection, as the result demands.</summary>
    /// <param name="keeper">Keeps the connection.</param>
    /// <param name="connection">The one that was used.</param>
    /// <param name="used">Its provider token when the send began; null before the first.</param>
    /// <param name="options">The client's.</param>
    /// <param name="result">What came of the first attempt.</param>
    /// <param name="atMost">How long this may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Whether anything is different now, so that a second attempt makes sense.</returns>
    public static async Task<bool> PrepareAsync(
        ConnectionKeeper keeper,
        ApnsConnection connection,
        ProviderToken? used,
        ApnsConnectionOptions options,
        AttemptResult result,
        TimeSpan atMost,
        CancellationToken cancellation)
    {
        if (result.Outcome == AttemptOutcome.NotSent) return true;
        using var limit = new CancellationTokenSource(atMost, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            if (result.Reason?.Verdict == Verdict.RenewToken)
            {
                // By now another send may have renewed it: what counts is what this one was sent with.
                return options.Credential is TokenCredential credential
                    && (used ?? connection.ProviderToken) is { } refused
                    && await RenewAsync(credential.Source, refused, either.Token).ConfigureAwait(false) != refused;
            }

            if (!keeper.IsWorthReplacing(connection)) return !ReferenceEquals(keeper.Current, connection);
            await keeper.ReplaceAsync().WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // No connection, no token, no time left, or whatever a source of tokens throws: the first result stands.
            return false;
        }
    }

    // Whether a source ends its waiting when it is told to is its own affair.
    private static Task<ProviderToken> RenewAsync(IProviderTokenSource source, ProviderToken refused, CancellationToken cancellation) =>
        source.RenewAsync(refused, cancellation).AsTask().WaitAsync(cancellation);

    /// <summary>A connection, or why there is none.</summary>
    public static async ValueTask<(ApnsConnection? Connection, AttemptCause Cause)> ConnectAsync(
        ConnectionKeeper keeper, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            return (keeper.TryGet() ?? await keeper.GetAsync(atMost, cancellation).ConfigureAwait(false), AttemptCause.None);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (null, AttemptCause.Cancelled);
        }
        catch (Exception)
        {
            // Whatever it was: nothing has been written yet.
            return (null, AttemptCause.NoConnection);
        }
    }

    /// <summary>Picks from a batch what is worth a second attempt; null if there is nothing.</summary>
    public static Selection? Collect(ReadOnlyMemory<Recipient> recipients, Memory<AttemptResult> results)
    {
        List<int>? indices = null;
        var all = results.Span;
        AttemptResult sample = default;
        // What waited while the credential was refused goes along with those that were refused for it.
        var refused = false;
        foreach (ref readonly var result in all[..recipients.Length])
            refused |= result.Outcome == AttemptOutcome.Rejected && IsWorthwhile(result);
        for (var i = 0; i < recipients.Length; i++)
        {
            if (!IsWorthwhile(all[i]) && !(refused && IsUnauthorized(all[i]))) continue;
            (indices ??= []).Add(i);
            // A renewal has to be asked for; a closing connection is replaced anyway.
            if (!sample.HasEnded || IsUnauthorized(sample) || all[i].Reason?.Verdict == Verdict.RenewToken) sample = all[i];
        }

        if (indices is null) return null;
        var again = new Recipient[indices.Count];
        for (var i = 0; i < again.Length; i++) again[i] = recipients.Span[indices[i]];
        return new Selection(indices, again, new AttemptResult[again.Length], sample);
    }

    /// <summary>The part of a batch that is sent again, with a result that says what is to be done before.</summary>
    internal sealed record Selection(List<int> Indices, Recipient[] Recipients, AttemptResult[] Results, AttemptResult Sample)
    {
        public void CopyTo(Span<AttemptResult> results)
        {
            for (var i = 0; i < Results.Length; i++) results[Indices[i]] = Results[i];
        }
    }
}
