namespace Push.Apns;

/// <summary>
/// Each request carries a provider token. Before Apple has accepted one, a connection may open one stream only.
/// </summary>
/// <param name="source">The source that all connections of the key share.</param>
public sealed class TokenCredential(IProviderTokenSource source) : ApnsCredential
{
    /// <inheritdoc/>
    public override CredentialKind Kind => CredentialKind.ProviderToken;

    /// <summary>Where the token comes from.</summary>
    public IProviderTokenSource Source => source;
}
