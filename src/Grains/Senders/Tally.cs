using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Grains.Senders;

/// <summary>
/// Counts what becomes of the devices of a chunk, and knows which are still owed an attempt. Each device ends once;
/// those that ended and those owed are together the chunk at every moment. A chunk that is accepted as a whole costs
/// one addition.
/// </summary>
internal sealed class Tally(int devices, RetrySchedule schedule)
{
    private readonly SortedDictionary<string, int> _rejected = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private List<OwedDevice>? _waiting;
    private List<OwedDevice>? _sent;

    public int Accepted { get; private set; }

    public int Unknown { get; private set; }

    public int Rejected => _rejected.Values.Sum();

    public int Skipped => _skipped.Values.Sum();

    /// <summary>Devices that have not ended.</summary>
    public int Owed => devices - Accepted - Unknown - Rejected - _skippedOfChunk;

    /// <summary>Whether any device may have been reached, so that the chunk can't be handed back as if untouched.</summary>
    public bool IsTouched => Accepted > 0 || Unknown > 0 || (_waiting?.Exists(device => device.MayHaveArrived) ?? false);

    /// <summary>What Apple said of devices, by their place in the chunk, in order of their answers.</summary>
    public List<JudgedDevice> Judged { get; } = [];

    private int _skippedOfChunk;

    /// <summary>Counts recipients that aren't among the chunk's devices any more.</summary>
    public void SkipAbsent(int count, string reason)
    {
        if (count > 0) _skipped[reason] = _skipped.GetValueOrDefault(reason) + count;
    }

    /// <summary>Takes the devices that are due for sending; null: all of the chunk, for the first time.</summary>
    /// <returns>Their places in the chunk, ascending; empty when none is due yet.</returns>
    public IReadOnlyList<int>? TakeDue(TimeSpan now)
    {
        if (_waiting is null) return null;
        _sent = [.. _waiting.Where(device => device.Due <= now).OrderBy(device => device.Place)];
        _waiting.RemoveAll(device => device.Due <= now);
        return [.. _sent.Select(device => device.Place)];
    }

    /// <summary>When the next device is due; null when none is owed.</summary>
    public TimeSpan? NextDue => _waiting is { Count: > 0 } ? _waiting.Min(device => device.Due) : null;

    /// <summary>Counts the results of what was taken.</summary>
    public void Apply(BatchResult result, TimeSpan now)
    {
        var count = _sent?.Count ?? devices;
        _waiting ??= [];
        if (result.Indexes.IsEmpty && result.Answers[0].Outcome == AttemptOutcome.Accepted)
        {
            Accepted += count;
            return;
        }
        var gone = result.Gone.ToDictionary(since => since.Device, since => since.Timestamp);
        for (var i = 0; i < count; i++)
            Apply(_sent?[i] ?? new OwedDevice(i, 0, 0, false, default), result[i], gone.GetValueOrDefault(i), now);
    }

    /// <summary>Ends every device that is owed: skipped, or unknown if an attempt may have arrived.</summary>
    public void EndOwed(string reason)
    {
        if (_waiting is null)
        {
            Skip(reason, devices);
            _waiting = [];
            return;
        }
        foreach (var device in _waiting) EndWithoutAnswer(device.MayHaveArrived, reason);
        _waiting.Clear();
    }

    public ChunkReport ToReport(long lease, JudgedCounts judged) => new(lease, Accepted, Unknown)
    {
        RejectedBy = [.. _rejected.Select(reason => new ReasonCount(reason.Key, reason.Value))],
        SkippedBy = [.. _skipped.Select(reason => new ReasonCount(reason.Key, reason.Value))],
        Retired = judged.Retired,
        Proposed = judged.Proposed,
    };

    private void Apply(OwedDevice device, Answer answer, long goneSince, TimeSpan now)
    {
        var tried = answer.Outcome != AttemptOutcome.NotSent;
        device = device with
        {
            Attempts = device.Attempts + (tried ? 1 : 0),
            Misses = tried ? 0 : device.Misses + 1,
            MayHaveArrived = device.MayHaveArrived || answer.Outcome == AttemptOutcome.Unknown,
        };
        var next = schedule.Decide(answer, device.Attempts, device.Misses);
        if (!next.IsEnd)
        {
            _waiting!.Add(device with { Due = now + next.Delay });
            return;
        }
        switch (answer.Outcome)
        {
            case AttemptOutcome.Accepted:
                Accepted++;
                break;
            case AttemptOutcome.Rejected:
                var reason = $"{answer.Status} {answer.Reason}".TrimEnd();
                _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
                Judge(device.Place, answer, goneSince);
                break;
            case AttemptOutcome.Unknown:
                Unknown++;
                break;
            default:
                EndWithoutAnswer(device.MayHaveArrived, ReasonOf(answer.Cause));
                break;
        }
    }

    private void Judge(int place, Answer answer, long goneSince)
    {
        var reason = RetirementReasons.Of(answer);
        if (reason != RetirementReason.None) Judged.Add(new JudgedDevice(place, reason, goneSince));
    }

    private void EndWithoutAnswer(bool mayHaveArrived, string reason)
    {
        if (mayHaveArrived) Unknown++;
        else Skip(reason, 1);
    }

    private void Skip(string reason, int count)
    {
        if (count == 0) return;
        _skipped[reason] = _skipped.GetValueOrDefault(reason) + count;
        _skippedOfChunk += count;
    }

    private static string ReasonOf(AttemptCause cause) => cause switch
    {
        AttemptCause.Expired => SkipReason.Expired,
        AttemptCause.HeadersTooLarge or AttemptCause.PayloadTooLarge => SkipReason.TooLarge,
        _ => SkipReason.AttemptsUsedUp,
    };
}

/// <summary>A device that has not ended.</summary>
/// <param name="Place">Its place in the chunk.</param>
/// <param name="Attempts">Attempts that reached Apple or may have.</param>
/// <param name="Misses">Attempts in a row that certainly weren't processed.</param>
/// <param name="MayHaveArrived">Whether an attempt ended as unknown.</param>
/// <param name="Due">When it is sent to again.</param>
internal readonly record struct OwedDevice(int Place, int Attempts, int Misses, bool MayHaveArrived, TimeSpan Due);

/// <summary>What Apple said of a device.</summary>
/// <param name="Place">Its place in the chunk.</param>
/// <param name="Reason">Why it may have to be retired.</param>
/// <param name="GoneSince">Apple's timestamp in milliseconds since 1970, or 0.</param>
internal readonly record struct JudgedDevice(int Place, RetirementReason Reason, long GoneSince);

/// <summary>How many devices were retired, and proposed to be.</summary>
internal readonly record struct JudgedCounts(int Retired, int Proposed);
