using Push.Simulator.Ledgers;

namespace Push.Simulator.Credentials;

/// <summary>
/// The strictest reading of Apple's rule on renewing provider tokens: a key has one new token in 20 minutes, counted over all
/// connections.
/// </summary>
internal sealed class TokenUpdates(TimeProvider time)
{
    private const int MaxKeys = 1000;
    private const int MaxRemembered = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Seen>> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether a token was admitted before, or may be now.</summary>
    public bool Admit(string keyId, ReadOnlySpan<byte> authorization)
    {
        UInt128 token = Fingerprint.Of(authorization);
        long now = time.GetTimestamp();
        lock (_gate)
        {
            if (!_keys.TryGetValue(keyId, out List<Seen>? seen))
            {
                if (_keys.Count == MaxKeys)
                    return true;
                _keys[keyId] = seen = [];
            }

            if (seen.Exists(s => s.Token == token))
                return true;
            if (seen.Count > 0 && time.GetElapsedTime(seen[^1].At, now) < TokenCredential.UpdateInterval)
                return false;
            if (seen.Count == MaxRemembered)
                seen.RemoveAt(0);
            seen.Add(new Seen(token, now));
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate)
            _keys.Clear();
    }

    private readonly record struct Seen(UInt128 Token, long At);
}
