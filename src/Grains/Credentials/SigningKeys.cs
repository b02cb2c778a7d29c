using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Grains.Credentials;

/// <summary>The signing keys of this silo's apps, each with the seal under which its tokens travel.</summary>
internal sealed class SigningKeys : IDisposable
{
    private readonly Dictionary<ProviderTokenKey, (ProviderTokenSigner Signer, ProviderTokenSeal Seal)> _keys = [];

    public SigningKeys(AppDirectory apps)
    {
        foreach (var app in apps.All)
            if (app.Signer is { } signer)
                _keys.TryAdd(new ProviderTokenKey(signer.TeamId, signer.KeyId), (signer, new ProviderTokenSeal(signer)));
    }

    /// <exception cref="PushRequestException">No app of this silo has the key.</exception>
    public SealedProviderToken Sign(ProviderTokenKey key, DateTimeOffset now)
    {
        var (signer, seal) = Get(key);
        var token = signer.Sign(now);
        return new SealedProviderToken(token.IssuedAt, seal.Seal(token));
    }

    /// <exception cref="CredentialException">The token was sealed by a silo that has another key file.</exception>
    public ProviderToken Unseal(ProviderTokenKey key, SealedProviderToken token) => Get(key).Seal.Unseal(token.Sealed.Span);

    public void Dispose()
    {
        foreach (var (signer, seal) in _keys.Values)
        {
            seal.Dispose();
            signer.Dispose();
        }
    }

    private (ProviderTokenSigner Signer, ProviderTokenSeal Seal) Get(ProviderTokenKey key) =>
        _keys.TryGetValue(key, out var found) ? found : throw new PushRequestException(RequestFault.UnknownApp,
            $"No app of this silo has the key {key.KeyId} of team {key.TeamId}.");
}
