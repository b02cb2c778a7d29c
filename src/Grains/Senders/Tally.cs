using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Grains.Senders;

/// <summary>
/// Counts what becomes of the devices under a lease, and knows which are owed an attempt. Each device ends once; those that
/// ended and those owed are together what was leased, at every moment. A chunk that is accepted as a whole costs one
/// addition. Times count from the lease's beginning.
/// </summary>
/// <param name="work">What was leased.</param>
/// <param name="schedule">What follows from an answer.</param>
/// <param name="expires">When the notification is worthless; null: never.</param>
internal sealed class Tally(LeasedDevices work, RetrySchedule schedule, TimeSpan? expires = null)
{
    /// <summary>So many answers of 500 or 503 are no matter of single devices any more.</summary>
    public const int TroubleAt = 20;

    private readonly SortedDictionary<string, int> _rejected = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly int _devices = work.Rows.Count;
    private List<OwedDevice>? _waiting = work.Owed;
    private List<OwedDevice>? _sent;
    private Dictionary<int, (FailureOutcome Outcome, string Reason)>? _failed;
    private int _answers;
    private int _troubled;
    private int _repeated;

    public int Accepted { get; private set; }

    public int Unknown { get; private set; }

    public int Rejected => _rejected.Values.Sum();

    public int Skipped => _skipped.Values.Sum();

    /// <summary>Devices that have not ended.</summary>
    public int Owed => _waiting?.Count ?? _devices;

    /// <summary>Whether any device is still to be sent to under this lease, because it has had no answer.</summary>
    public bool HasUnanswered => _waiting is null ? _devices > 0 : _waiting.Exists(device => !device.WasAnswered);

    /// <summary>Whether any device may have been reached, so that what was leased can't be handed back as if untouched.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>What Apple said of devices, by their place, in order of their answers.</summary>
    public List<JudgedDevice> Judged { get; } = [];

    /// <summary>Ends recipients that are no devices of the audience any more.</summary>
    public void EndAbsent()
    {
        Unknown += work.AbsentUncertain;
        if (work.Absent > 0) _skipped[SkipReason.LeftAudience] = _skipped.GetValueOrDefault(SkipReason.LeftAudience) + work.Absent;
    }

    /// <summary>Takes the devices that are due for sending; null: all of the chunk, for the first time.</summary>
    /// <returns>Their places, ascending; empty when none is due yet.</returns>
    public IReadOnlyList<int>? TakeDue(TimeSpan now)
    {
        if (_waiting is null) return null;
        _sent = [.. _waiting.Where(device => IsDue(device, now)).OrderBy(device => device.Place)];
        _waiting.RemoveAll(device => IsDue(device, now));
        return [.. _sent.Select(device => device.Place)];
    }

    /// <summary>When the next device that has had no answer is due; null when there is none.</summary>
    public TimeSpan? NextDue => HasUnanswered && _waiting is not null
        ? _waiting.Where(device => !device.WasAnswered).Min(device => device.Due)
        : null;

    /// <summary>Counts the results of what was taken.</summary>
    public void Apply(BatchResult result, TimeSpan now)
    {
        var count = _sent?.Count ?? _devices;
        _waiting ??= [];
        if (result.Indexes.IsEmpty && result.Answers[0].Outcome == AttemptOutcome.Accepted)
        {
            Accepted += count;
            _answers += count;
            IsTouched |= count > 0;
            return;
        }
        var gone = result.Gone.ToDictionary(since => since.Device, since => since.Timestamp);
        // Devices of one chunk with the same answer come back together.
        var steps = new Dictionary<(int Answer, int Attempts, int Misses), NextStep>();
        for (var i = 0; i < count; i++)
        {
            var device = _sent?[i] ?? new OwedDevice(i, 0, 0, work.IsUncertain, default);
            var answer = result[i];
            device = After(device, answer);
            var key = (result.Indexes.IsEmpty ? 0 : result.Indexes.Span[i], device.Attempts, device.Misses);
            if (!steps.TryGetValue(key, out var next))
                steps[key] = next = schedule.Decide(answer, device.Attempts, device.Misses, expires - now);
            Apply(device, answer, next, gone.GetValueOrDefault(i), now);
        }
    }

    /// <summary>Ends every device that is owed: skipped, or unknown if an attempt may have arrived.</summary>
    public void EndOwed(string reason)
    {
        if (_waiting is null)
        {
            for (var place = 0; place < _devices; place++) EndWithoutAnswer(place, work.IsUncertain, reason);
            _waiting = [];
            return;
        }
        foreach (var device in _waiting) EndWithoutAnswer(device.Place, device.MayHaveArrived, reason);
        _waiting.Clear();
    }

    /// <summary>Who is owed another attempt, and when the first of them is due; null when nobody is.</summary>
    public (RemainderSummary Summary, ReadOnlyMemory<byte> Devices)? Remainder(TimeSpan now)
    {
        if (_waiting is not { Count: > 0 }) return null;
        var due = _waiting.Min(device => device.Due);
        if (due < now) due = now;
        return (new RemainderSummary(_waiting.Count, _waiting.Count(device => device.MayHaveArrived), due - now),
            Remainders.Pack(work.Rows, _waiting, due));
    }

    /// <summary>What is to be noted of the chunk: who is owed another attempt, and who ended otherwise than accepted.</summary>
    public ChunkNotes ToNotes(long lease, ReadOnlyMemory<byte> remainder)
    {
        var notes = new ChunkNotes(lease, remainder);
        if (_failed is null) return notes;
        var failures = new List<CampaignFailure>(_failed.Count);
        var place = 0;
        foreach (var row in work.Rows)
            if (_failed.TryGetValue(place++, out var failed)) failures.Add(new CampaignFailure(row.Token, failed.Outcome, failed.Reason));
        return notes with { Failures = FailureBlock.Pack(failures) };
    }

    public ChunkReport ToReport(long lease, JudgedCounts judged) => new(lease, Accepted, Unknown)
    {
        RejectedBy = [.. _rejected.Select(reason => new ReasonCount(reason.Key, reason.Value))],
        SkippedBy = [.. _skipped.Select(reason => new ReasonCount(reason.Key, reason.Value))],
        Retired = judged.Retired,
        Proposed = judged.Proposed,
        Repeated = _repeated,
        IsTroubled = _answers == 0 ? null : _troubled >= TroubleAt && _troubled * 2 > _answers,
    };

    private static bool IsDue(OwedDevice device, TimeSpan now) => !device.WasAnswered && device.Due <= now;

    // What is refused whoever the device is, is no attempt of this device's.
    private static OwedDevice After(OwedDevice device, Answer answer)
    {
        var tried = answer.Outcome != AttemptOutcome.NotSent && !answer.RefusesAll;
        return device with
        {
            Attempts = device.Attempts + (tried ? 1 : 0),
            Misses = tried ? 0 : device.Misses + 1,
            MayHaveArrived = device.MayHaveArrived || answer.Outcome == AttemptOutcome.Unknown,
            WasAnswered = answer.Outcome != AttemptOutcome.NotSent,
        };
    }

    private void Apply(OwedDevice device, Answer answer, NextStep next, long goneSince, TimeSpan now)
    {
        IsTouched |= answer.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Unknown;
        if (answer.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Rejected) _answers++;
        if (answer.Status is 500 or 503) _troubled++;
        if (!next.IsEnd)
        {
            if (answer.Outcome == AttemptOutcome.Unknown) _repeated++;
            _waiting!.Add(device with { Due = now + next.Delay });
            return;
        }
        if (next.SkipReason is { } reason)
        {
            EndWithoutAnswer(device.Place, device.MayHaveArrived, reason);
            return;
        }
        switch (answer.Outcome)
        {
            case AttemptOutcome.Accepted:
                Accepted++;
                break;
            case AttemptOutcome.Rejected:
                var text = $"{answer.Status} {answer.Reason}".TrimEnd();
                _rejected[text] = _rejected.GetValueOrDefault(text) + 1;
                Fail(device.Place, FailureOutcome.Rejected, text);
                Judge(device.Place, answer, goneSince);
                break;
            default:
                Unknown++;
                Fail(device.Place, FailureOutcome.Unknown, NameOf(answer.Cause));
                break;
        }
    }

    private void Judge(int place, Answer answer, long goneSince)
    {
        var reason = RetirementReasons.Of(answer);
        if (reason != RetirementReason.None) Judged.Add(new JudgedDevice(place, reason, goneSince));
    }

    private void EndWithoutAnswer(int place, bool mayHaveArrived, string reason)
    {
        if (mayHaveArrived) Unknown++;
        else _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
        Fail(place, mayHaveArrived ? FailureOutcome.Unknown : FailureOutcome.Skipped, reason);
    }

    private void Fail(int place, FailureOutcome outcome, string reason) => (_failed ??= [])[place] = (outcome, reason);

    // The same text for all, where Enum.ToString would make one per device.
    private static string NameOf(AttemptCause cause) => Enum.GetName(cause) ?? "";
}

/// <summary>A device that has not ended.</summary>
/// <param name="Place">Its place among the devices that were leased.</param>
/// <param name="Attempts">Attempts that reached Apple or may have.</param>
/// <param name="Misses">Attempts in a row that nobody looked at.</param>
/// <param name="MayHaveArrived">Whether an attempt ended as unknown.</param>
/// <param name="Due">When it is sent to again.</param>
/// <param name="WasAnswered">Whether it has had its answer under this lease, or is not due in its time: it waits for another.</param>
internal readonly record struct OwedDevice(
    int Place, int Attempts, int Misses, bool MayHaveArrived, TimeSpan Due, bool WasAnswered = false);

/// <summary>What Apple said of a device.</summary>
/// <param name="Place">Its place among the devices that were leased.</param>
/// <param name="Reason">Why it may have to be retired.</param>
/// <param name="GoneSince">Apple's timestamp in milliseconds since 1970, or 0.</param>
internal readonly record struct JudgedDevice(int Place, RetirementReason Reason, long GoneSince);

/// <summary>How many devices were retired, and proposed to be.</summary>
internal readonly record struct JudgedCounts(int Retired, int Proposed);
