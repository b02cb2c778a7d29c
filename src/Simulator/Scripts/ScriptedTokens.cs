using System.Collections.Concurrent;
using Push.Simulator.Ledgers;
using Push.Simulator.Requests;

namespace Push.Simulator.Scripts;

/// <summary>
/// The answers that tokens choose: by their first four digits, or one by one as told through the control port. A token told one by
/// one follows only that.
/// </summary>
internal sealed class ScriptedTokens(bool prefixes, int capacity, TimeProvider time)
{
    /// <summary>Tokens that may be scripted one by one.</summary>
    public const int MaxScripts = 100_000;

    private readonly ConcurrentDictionary<UInt128, Script> _scripts = new();
    private readonly FingerprintTable _answeredOnce = new(capacity);

    /// <summary>Scripts one token; false when too many are scripted.</summary>
    public bool Set(ReadOnlySpan<byte> token, ScriptedAnswer answer)
    {
        UInt128 key = Fingerprint.Of(token);
        if (_scripts.Count >= MaxScripts && !_scripts.ContainsKey(key))
            return false;
        _scripts[key] = new Script(answer);
        return true;
    }

    /// <summary>Forgets the scripts of single tokens and which tokens were answered once.</summary>
    public void Clear()
    {
        _scripts.Clear();
        _answeredOnce.Clear();
    }

    /// <summary>The answer to a push that is right in every other respect.</summary>
    public Answer Answer(TokenBytes token)
    {
        if (!_scripts.IsEmpty && _scripts.TryGetValue(Fingerprint.Of(token.Span), out Script? script))
            return script.Next(time);
        return prefixes ? ByPrefix(token) : default;
    }

    private Answer ByPrefix(TokenBytes token) => token.Prefix switch
    {
        ScriptedPrefixes.Dead => new Answer(Refusal.Unregistered, time.GetUtcNow().ToUnixTimeMilliseconds()),
        ScriptedPrefixes.Bad => new Answer(Refusal.BadDeviceToken),
        ScriptedPrefixes.WrongTopic => new Answer(Refusal.DeviceTokenNotForTopic),
        ScriptedPrefixes.TooMany when IsFirst(token) => new Answer(Refusal.TooManyRequests),
        ScriptedPrefixes.Unavailable when IsFirst(token) => new Answer(Refusal.ServiceUnavailable, RetryAfter: 1),
        _ => default,
    };

    /// <summary>True the first time that a token is asked for; false once the table is full, so that no token is refused for ever.</summary>
    private bool IsFirst(TokenBytes token) =>
        _answeredOnce.Count(Fingerprint.Of(token.Span), accepted: false) is { IsKnown: true, Before.Total: 0 };

    private sealed class Script(ScriptedAnswer answer)
    {
        private readonly Refusal? _refusal = answer.Status == 200 ? null : new Refusal(answer.Status, answer.Reason!);
        private int _given;

        public Answer Next(TimeProvider time)
        {
            if (_refusal is null || (answer.Times is { } times && Interlocked.Increment(ref _given) > times))
                return default;
            long timestamp = answer.Timestamp ?? (answer.Status == 410 ? time.GetUtcNow().ToUnixTimeMilliseconds() : 0);
            return new Answer(_refusal, timestamp, answer.RetryAfter ?? 0);
        }
    }
}
