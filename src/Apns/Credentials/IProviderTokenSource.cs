namespace Push.Apns;

/// <summary>
/// Where connections get their provider token. All connections that use a key must share one source: Apple refuses
/// tokens that change more often than every 20 minutes, whoever made them.
/// </summary>
public interface IProviderTokenSource
{
    /// <summary>
    /// The token to use now. Completes synchronously and allocates nothing while the last one is fresh.
    /// </summary>
    /// <exception cref="CredentialException">No token can be signed.</exception>
    ValueTask<ProviderToken> GetAsync(CancellationToken cancellationToken);

    /// <summary>Reports that Apple called a token expired, and asks for a newer one.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="cancellationToken">Ends the waiting, not the renewal.</param>
    /// <returns>A newer token if one exists or the rule of 20 minutes lets one be signed; else the same one.</returns>
    /// <exception cref="CredentialException">No token can be signed.</exception>
    ValueTask<ProviderToken> RenewAsync(ProviderToken refused, CancellationToken cancellationToken);
}
