using System.Collections.Concurrent;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Grains.Credentials;

/// <summary>
/// The signing keys of this silo's apps, each with the seal under which its tokens travel. When a file is replaced, the key
/// before stays for unsealing: another silo may see the new file some seconds later.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private readonly ConcurrentDictionary<ProviderTokenKey, SigningKey> _keys = new();
    private int _generation;

    public SigningKeys(AppDirectory apps)
    {
        foreach (var app in apps.All) Take(app);
        apps.Replaced += Take;
    }

    /// <summary>Changes when any key was replaced.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <exception cref="PushRequestException">No app of this silo has the key.</exception>
    public SealedProviderToken Sign(ProviderTokenKey key, DateTimeOffset now)
    {
        var own = Get(key);
        var token = own.Signer.Sign(now);
        return new SealedProviderToken(token.IssuedAt, own.Seal.Seal(token), own.Signer.Fingerprint);
    }

    /// <exception cref="CredentialException">The token was sealed by a silo that has another key file.</exception>
    public ProviderToken Unseal(ProviderTokenKey key, SealedProviderToken token)
    {
        var own = Get(key);
        var opens = own.Before is { } before && before.Signer.Fingerprint == token.Fingerprint ? before : own;
        return opens.Seal.Unseal(token.Sealed.Span);
    }

    /// <summary>Which key this silo has under an id.</summary>
    /// <exception cref="PushRequestException">No app of this silo has the key.</exception>
    public long Fingerprint(ProviderTokenKey key) => Get(key).Signer.Fingerprint;

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private void Take(App app)
    {
        if (app.Signer is not { } signer) return;
        _keys.AddOrUpdate(
            new ProviderTokenKey(signer.TeamId, signer.KeyId),
            _ => new SigningKey(signer, null),
            (_, old) => old.Signer.Fingerprint == signer.Fingerprint ? old : new SigningKey(signer, old.WithoutBefore()));
        Interlocked.Increment(ref _generation);
    }

    private SigningKey Get(ProviderTokenKey key) =>
        _keys.TryGetValue(key, out var found) ? found : throw new PushRequestException(RequestFault.UnknownApp,
            $"No app of this silo has the key {key.KeyId} of team {key.TeamId}.");

    private sealed record SigningKey(ProviderTokenSigner Signer, SigningKey? Before) : IDisposable
    {
        public ProviderTokenSeal Seal { get; private init; } = new(Signer);

        // Whoever is signing or unsealing this moment may still have it: the collector takes what is dropped here.
        public SigningKey WithoutBefore() => this with { Before = null };

        public void Dispose()
        {
            Seal.Dispose();
            Signer.Dispose();
            Before?.Dispose();
        }
    }
}
