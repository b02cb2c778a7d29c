using System.Text;
using Push.Simulator.Requests;

namespace Push.Simulator.Ledgers;

/// <summary>
/// Every answer that was decided: how many, of what kind, and which were given before. An answer counts when it is decided, also
/// when the connection is lost before it is sent: the push was processed.
/// </summary>
public sealed class AnswerLedger
{
    private readonly FingerprintTable _ids;
    private readonly FingerprintTable _deliveries;
    private readonly ReasonCounts _reasons = new();
    private long _accepted;
    private long _rejected;
    private long _duplicateIds;
    private long _duplicateDeliveries;
    private long _unremembered;

    internal AnswerLedger(int capacity)
    {
        Capacity = capacity;
        _ids = new FingerprintTable(capacity);
        _deliveries = new FingerprintTable(capacity);
    }

    /// <summary>Entries that are remembered of each kind.</summary>
    public int Capacity { get; }

    /// <summary>True when it can remember no further apns-id, or no further token with topic and payload.</summary>
    public bool IsFull => _ids.IsFull || _deliveries.IsFull;

    /// <summary>How often pushes with this apns-id were answered.</summary>
    public AnswerCounts FindId(Guid id) => _ids.Find(Key(id));

    /// <summary>How often this payload was answered for this device token and topic.</summary>
    public AnswerCounts FindDelivery(ReadOnlySpan<byte> token, string topic, ReadOnlySpan<byte> payload) =>
        _deliveries.Find(Fingerprint.OfDelivery(Fingerprint.OfContent(Encoding.UTF8.GetBytes(topic), payload), token));

    /// <summary>Counts the answer of a request; a request whose path held no token is counted by its id only.</summary>
    internal void Count(RequestRecord request, ContentFingerprint contents)
    {
        bool accepted = request.Answer.IsAccepted;
        if (accepted)
        {
            Interlocked.Increment(ref _accepted);
        }
        else
        {
            Interlocked.Increment(ref _rejected);
            _reasons.Count(request.Answer.Refusal!.Reason);
        }

        CountKey(_ids, Key(request.Id), accepted, ref _duplicateIds);
        if (request.Token.Length > 0)
        {
            UInt128 content = contents.Of(request.Value(KnownHeader.Topic), request.Body);
            CountKey(_deliveries, Fingerprint.OfDelivery(content, request.Token.Span), accepted, ref _duplicateDeliveries);
        }
    }

    internal LedgerStats Read() => new()
    {
        Accepted = Interlocked.Read(ref _accepted),
        Rejected = Interlocked.Read(ref _rejected),
        RejectedByReason = _reasons.Read(),
        DuplicateIds = Interlocked.Read(ref _duplicateIds),
        DuplicateDeliveries = Interlocked.Read(ref _duplicateDeliveries),
        RememberedIds = _ids.KeyCount,
        RememberedDeliveries = _deliveries.KeyCount,
        Unremembered = Interlocked.Read(ref _unremembered),
        Capacity = Capacity,
        IsFull = IsFull,
    };

    internal void Clear()
    {
        _ids.Clear();
        _deliveries.Clear();
        _reasons.Clear();
        Interlocked.Exchange(ref _accepted, 0);
        Interlocked.Exchange(ref _rejected, 0);
        Interlocked.Exchange(ref _duplicateIds, 0);
        Interlocked.Exchange(ref _duplicateDeliveries, 0);
        Interlocked.Exchange(ref _unremembered, 0);
    }

    private void CountKey(FingerprintTable table, UInt128 key, bool accepted, ref long duplicates)
    {
        CountedAnswer counted = table.Count(key, accepted);
        if (!counted.IsKnown)
            Interlocked.Increment(ref _unremembered);
        else if (accepted && counted.Before.Accepted > 0)
            Interlocked.Increment(ref duplicates);
    }

    private static UInt128 Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt128(bytes);
    }
}
