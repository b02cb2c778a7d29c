using Push.Simulator.Requests;

namespace Push.Simulator.Credentials;

/// <summary>
/// The provider tokens of one connection. Each is taken apart once and found again by its bytes. Apple's rules for a connection: its
/// first accepted token binds it to the team, and a key's token is changed at most once in 20 minutes.
/// </summary>
internal sealed class TokenCredential(
    ProviderKey? key, TimeProvider time, TokenUpdates? updates, Func<string, bool> isForOtherEnvironment) : IRequestCredential
{
    private const int MaxRemembered = 8;

    /// <summary>How long a token has to be used before the next.</summary>
    public static readonly TimeSpan UpdateInterval = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    /// <summary>How far a provider's clock may be ahead of ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly List<SeenToken> _seen = [];
    private SeenToken? _last;
    private string? _team;

    public bool IsProven => _team is not null;

    public bool MaySend(Sender sender) => sender != Sender.CertificateOnly;

    public Refusal? CheckTopic(ReadOnlySpan<byte> topic) => topic.IsEmpty ? Refusal.MissingTopic : null;

    public Refusal? Check(RequestRecord request)
    {
        ReadOnlySpan<byte> authorization = request.Value(KnownHeader.Authorization);
        if (authorization.IsEmpty)
            return Refusal.MissingProviderToken;
        SeenToken? token = _last is { } last && authorization.SequenceEqual(last.Authorization) ? last : Find(authorization);
        if (token is null)
            return Refusal.InvalidProviderToken;
        _last = token;
        return CheckTimes(token) ?? CheckConnection(token);
    }

    private Refusal? CheckTimes(SeenToken token)
    {
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        if (now - token.Parsed.IssuedAt > Lifetime.TotalSeconds)
            return Refusal.ExpiredProviderToken;
        return token.Parsed.IssuedAt - now > ClockSkew.TotalSeconds ? Refusal.InvalidProviderToken : null;
    }

    private Refusal? CheckConnection(SeenToken token)
    {
        if (token.IsAdmitted)
            return null;
        if (isForOtherEnvironment(token.Parsed.KeyId))
            return Refusal.BadEnvironmentKeyIdInToken;
        if (_team is not null && _team != token.Parsed.TeamId)
            return Refusal.UnrelatedKeyIdInToken;
        long now = time.GetTimestamp();
        foreach (SeenToken other in _seen)
        {
            if (other.IsAdmitted && other.Parsed.KeyId == token.Parsed.KeyId
                && time.GetElapsedTime(other.AdmittedAt, now) < UpdateInterval)
                return Refusal.TooManyProviderTokenUpdates;
        }

        if (updates?.Admit(token.Parsed.KeyId, token.Authorization) == false)
            return Refusal.TooManyProviderTokenUpdates;
        _team = token.Parsed.TeamId;
        token.Admit(now);
        return null;
    }

    private SeenToken? Find(ReadOnlySpan<byte> authorization)
    {
        foreach (SeenToken known in _seen)
        {
            if (authorization.SequenceEqual(known.Authorization))
                return known;
        }

        const int scheme = 7;
        if (authorization.Length <= scheme || !System.Text.Ascii.EqualsIgnoreCase(authorization[..scheme], "bearer "u8))
            return null;
        ReadOnlySpan<byte> text = authorization[scheme..].Trim((byte)' ');
        if (ParsedProviderToken.Parse(text) is not { } parsed)
            return null;
        if (key is not null && !key.Verifies(text[..parsed.SignedLength], parsed.Signature))
            return null;
        if (_seen.Count == MaxRemembered)
            _seen.RemoveAt(0);
        SeenToken token = new(authorization.ToArray(), parsed);
        _seen.Add(token);
        return token;
    }

    private sealed class SeenToken(byte[] authorization, ParsedProviderToken parsed)
    {
        public byte[] Authorization { get; } = authorization;

        public ParsedProviderToken Parsed { get; } = parsed;

        public bool IsAdmitted { get; private set; }

        public long AdmittedAt { get; private set; }

        public void Admit(long now)
        {
            IsAdmitted = true;
            AdmittedAt = now;
        }
    }
}
