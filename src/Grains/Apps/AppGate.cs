using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Concurrency;

namespace Push.Grains.Apps;

/// <summary>
/// Keeps an app from spending more than a few requests on a credential or a topic that Apple refuses: closed, it lets one
/// request through now and then, and opens when that is taken. Until something was taken, only a few devices of a batch are
/// tried first. After too many updates of the provider token nothing at all is sent for a while: the token in use stays, and
/// each try would only be counted again. Answers that say nothing of the credential, as 503, change nothing.
/// </summary>
/// <remarks>
/// One for each app and silo, shared by its connection slots and used on any thread; belongs to an <see cref="AppChannel"/>,
/// which tells the other silos.
/// </remarks>
internal sealed class AppGate(TimeProvider time, TimeSpan hold, Action<GateChange> changed) : IDisposable
{
    /// <summary>How many devices of a batch are tried while nothing is proven; so many refusals close a topic.</summary>
    public const int ProbeSize = 10;

    /// <summary>So many refusals of the credential, one after the other, close the gate.</summary>
    public const int FewRefusals = 3;

    private const string TooManyUpdates = "TooManyProviderTokenUpdates";
    private const int MaxTopics = 64;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _probing = new(1);
    private readonly Way _credential = new(null);
    private readonly Dictionary<string, Way> _topics = new(StringComparer.Ordinal);
    private volatile bool _isProven;
    private volatile int _topicsRefused;

    /// <summary>Whether anything is closed.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock) return _credential.Problem is not null || _topics.Values.Any(way => way.Problem is not null);
        }
    }

    /// <summary>Whether whole batches may be sent to a topic: the credential was taken, and the topic wasn't refused since.</summary>
    public bool IsProven(string? topic)
    {
        if (!_isProven || _topicsRefused == 0) return _isProven;
        lock (_lock) return _isProven && !_topics.ContainsKey(topic ?? "");
    }

    /// <summary>Why nothing may be sent to a topic now, or null.</summary>
    public CampaignProblem? ProblemOf(string? topic)
    {
        if (_isProven && _topicsRefused == 0) return null;
        lock (_lock) return ClosedWay(topic)?.Problem;
    }

    /// <summary>Whether the caller may send one request to a topic that is closed, to see whether it still is.</summary>
    public bool TryProbe(string? topic)
    {
        lock (_lock)
        {
            if (ClosedWay(topic) is not { } way) return true;
            if (time.GetElapsedTime(way.TriedAt) < way.Pause) return false;
            way.TriedAt = time.GetTimestamp();
            way.IsHeld = false;
            way.Pause = way.Pause * 2 < MaxPause ? way.Pause * 2 : MaxPause;
            return true;
        }
    }

    /// <summary>
    /// Asks to send to a topic. While nothing is proven one tries at a time, and the others wait for what it finds out.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="within">How long the caller can wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<GateEntry> EnterAsync(string? topic, TimeSpan within, CancellationToken cancellationToken)
    {
        if (IsProven(topic)) return GateEntry.Proven;
        var wasClosed = ProblemOf(topic) is not null;
        if (wasClosed && !TryProbe(topic)) return GateEntry.Closed;
        if (!await _probing.TryEnterAsync(within, cancellationToken)) return GateEntry.Late;
        var entry = IsProven(topic) ? GateEntry.Proven
            : wasClosed ? GateEntry.TryOne
            : ProblemOf(topic) is not null ? GateEntry.Closed
            : GateEntry.Probe;
        if (entry is GateEntry.Proven or GateEntry.Closed) LeaveProbe();
        return entry;
    }

    /// <summary>Lets the next one try; for whoever was let in to probe or to try one.</summary>
    public void LeaveProbe() => _probing.Release();

    /// <summary>Learns from answers, in their order.</summary>
    /// <param name="topic">The topic that all of them were sent to.</param>
    /// <param name="results">The answers; what was not answered says nothing.</param>
    /// <param name="explain">What is known of a refusal beyond its reason.</param>
    public void Observe(string? topic, ReadOnlySpan<AttemptResult> results, Func<ApnsReason, string?> explain)
    {
        foreach (ref readonly var result in results)
        {
            if (result.Outcome == AttemptOutcome.Accepted && _isProven && _topicsRefused == 0) continue;
            if (result.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Rejected) Observe(topic, result.Reason, explain);
        }
    }

    /// <summary>Takes over what the app's other silos found out.</summary>
    public void Adopt(IReadOnlyCollection<GateClosure> closed)
    {
        lock (_lock)
        {
            foreach (var way in _topics.Values.Append(_credential).ToList())
                if (way.Problem is not null && closed.All(other => other.Topic != way.Topic)) Open(way);
            foreach (var other in closed)
            {
                var way = other.Topic is null ? _credential : TopicWay(other.Topic);
                if (way is null) continue;
                var left = other.HeldUntil - time.GetUtcNow();
                if (left > TimeSpan.Zero && !IsHeld(way)) Close(way, other.Problem, left.Value, isHeld: true);
                else if (way.Problem is null) Close(way, other.Problem, FirstPause);
            }
        }
    }

    /// <summary>A refusal of a credential or topic, for people.</summary>
    /// <param name="refused">Apple's reason.</param>
    /// <param name="explanation">What is known beyond it.</param>
    public static CampaignProblem Describe(ApnsReason refused, string? explanation) => refused.Verdict == Verdict.FixTopic
        ? new CampaignProblem(ProblemKind.Topic, $"APNs answers {refused}.")
        : new CampaignProblem(ProblemKind.Credential, $"APNs answers {refused}. {explanation}".TrimEnd());

    public void Dispose() => _probing.Dispose();

    private void Observe(string? topic, ApnsReason? reason, Func<ApnsReason, string?> explain)
    {
        lock (_lock)
        {
            switch (reason?.Verdict)
            {
                case Verdict.FixCredential:
                    _isProven = false;
                    if (++_credential.Refusals >= FewRefusals)
                        CloseAndTell(_credential, Describe(reason, explain(reason)), FirstPause);
                    break;
                case Verdict.FixTopic:
                    Taken();
                    if (TopicWay(topic ?? "") is { } way && ++way.Refusals >= ProbeSize)
                        CloseAndTell(way, Describe(reason, null), FirstPause);
                    break;
                case Verdict.RetryLater when reason.Text == TooManyUpdates:
                    Hold(reason);
                    break;
                case Verdict.RetryLater or Verdict.RenewToken or Verdict.NewConnection:
                    break;
                default:
                    Taken();
                    if (_topics.GetValueOrDefault(topic ?? "") is { } taken) OpenAndTell(taken);
                    break;
            }
        }
    }

    // Whatever else is wrong, the credential is good. But what was on its way when all was held back says nothing about that.
    private void Taken()
    {
        if (IsHeld(_credential)) return;
        OpenAndTell(_credential);
        _isProven = true;
    }

    private Way? ClosedWay(string? topic) => _credential.Problem is not null ? _credential
        : _topics.GetValueOrDefault(topic ?? "") is { Problem: not null } way ? way
        : null;

    // Null: so many topics are refused that one more makes no difference.
    private Way? TopicWay(string topic)
    {
        if (_topics.TryGetValue(topic, out var way) || _topics.Count == MaxTopics) return way;
        _topics[topic] = way = new Way(topic);
        _topicsRefused = _topics.Count;
        return way;
    }

    private void CloseAndTell(Way way, CampaignProblem problem, TimeSpan pause)
    {
        if (way.Problem is not null) return;
        Close(way, problem, pause);
        changed(new GateChange(way.Topic, way.Problem));
    }

    // Only what was tried after the time was up begins it anew: the others had been on their way.
    private void Hold(ApnsReason refused)
    {
        if (IsHeld(_credential)) return;
        // It passes by itself, so it is a problem of the connection.
        var problem = new CampaignProblem(ProblemKind.Connection,
            $"APNs answers {refused}. The provider token in use is kept, and nothing is sent for {hold.TotalMinutes:0} min: "
            + "another program may sign tokens with the same key.");
        Close(_credential, problem, hold, isHeld: true);
        changed(new GateChange(Topic: null, problem) { HeldFor = hold });
    }

    private bool IsHeld(Way way) => way is { IsHeld: true, Problem: not null } && time.GetElapsedTime(way.TriedAt) < way.Pause;

    private void Close(Way way, CampaignProblem problem, TimeSpan pause, bool isHeld = false)
    {
        (way.Problem, way.Pause, way.TriedAt, way.IsHeld) = (problem, pause, time.GetTimestamp(), isHeld);
        if (way == _credential) _isProven = false;
    }

    private void OpenAndTell(Way way)
    {
        var wasClosed = way.Problem is not null;
        Open(way);
        if (wasClosed) changed(new GateChange(way.Topic, null));
    }

    private void Open(Way way)
    {
        (way.Refusals, way.Problem) = (0, null);
        if (way.Topic is not null) _topics.Remove(way.Topic);
        _topicsRefused = _topics.Count;
    }

    // What can be refused by itself: the credential, or one topic.
    private sealed class Way(string? topic)
    {
        public string? Topic { get; } = topic;

        public int Refusals { get; set; }

        public CampaignProblem? Problem { get; set; }

        public long TriedAt { get; set; }

        public TimeSpan Pause { get; set; }

        public bool IsHeld { get; set; }
    }
}
