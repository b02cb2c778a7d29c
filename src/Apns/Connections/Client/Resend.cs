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

    /// <summary>Renews the provider token, or asks for a new connection, as the result demands.</summary>
    public static async Task PrepareAsync(
        ConnectionKeeper keeper, ApnsConnection connection, ApnsConnectionOptions options, AttemptResult result, CancellationToken cancellation)
    {
        try
        {
            if (result.Reason?.Verdict == Verdict.RenewToken)
            {
                if (options.Credential is TokenCredential credential && connection.ProviderToken is { } refused)
                    await credential.Source.RenewAsync(refused, cancellation).ConfigureAwait(false);
            }
            else if (ReferenceEquals(keeper.Current, connection) && !connection.IsDraining)
            {
                await keeper.ReplaceAsync().WaitAsync(options.Deadline, options.Time, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ApnsConnectException or CredentialException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // The second attempt finds the same obstacle and says what it is.
        }
    }

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
        catch (Exception e) when (e is ApnsConnectException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            return (null, AttemptCause.NoConnection);
        }
    }

    /// <summary>Picks from a batch what is worth a second attempt; null if there is nothing.</summary>
    public static Selection? Collect(ReadOnlyMemory<Recipient> recipients, Memory<AttemptResult> results)
    {
        List<int>? indices = null;
        var all = results.Span;
        for (var i = 0; i < recipients.Length; i++)
            if (IsWorthwhile(all[i])) (indices ??= []).Add(i);
        if (indices is null) return null;
        var again = new Recipient[indices.Count];
        for (var i = 0; i < again.Length; i++) again[i] = recipients.Span[indices[i]];
        return new Selection(indices, again, new AttemptResult[again.Length], all[indices[0]]);
    }

    /// <summary>The part of a batch that is sent again.</summary>
    internal sealed record Selection(List<int> Indices, Recipient[] Recipients, AttemptResult[] Results, AttemptResult Sample)
    {
        public void CopyTo(Span<AttemptResult> results)
        {
            for (var i = 0; i < Results.Length; i++) results[Indices[i]] = Results[i];
        }
    }
}
