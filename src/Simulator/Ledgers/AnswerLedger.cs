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
    private readonly TokenTable? _tokens;
    private readonly ReasonCounts _reasons = new();
    private long _accepted;
    private long _rejected;
    private long _duplicateIds;
    private long _duplicateDeliveries;
    private long _unremembered;

    internal AnswerLedger(int capacity, bool tokens)
    {
        Capacity = capacity;
        _ids = new FingerprintTable(capacity);
        _deliveries = new FingerprintTable(capacity);
        _tokens = tokens ? new TokenTable(capacity) : null;
    }

    /// <summary>Entries that are remembered of each kind.</summary>
    public int Capacity { get; }

    /// <summary>True when it can remember no further apns-id, or no further token with topic and payload.</summary>
    public bool IsFull => _ids.IsFull || _deliveries.IsFull || _tokens?.IsFull == true;

    /// <summary>Whether it remembers each device token itself (<see cref="SimulatorOptions.LedgerTokens"/>).</summary>
    public bool KeepsTokens => _tokens is not null;

    private TokenTable RememberedTokens =>
        _tokens ?? throw new InvalidOperationException("The ledger keeps no tokens: SimulatorOptions.LedgerTokens is off.");

    /// <summary>How often pushes with this apns-id were answered.</summary>
    public AnswerCounts FindId(Guid id) => _ids.Find(Key(id));

    /// <summary>How often this payload was answered for this device token and topic.</summary>
    public AnswerCounts FindDelivery(ReadOnlySpan<byte> token, string topic, ReadOnlySpan<byte> payload) =>
        _deliveries.Find(Fingerprint.OfDelivery(Fingerprint.OfContent(Encoding.UTF8.GetBytes(topic), payload), token));

    /// <summary>How often pushes to this device token were answered, whatever their topic and payload.</summary>
    /// <exception cref="InvalidOperationException"><see cref="SimulatorOptions.LedgerTokens"/> is off.</exception>
    public AnswerCounts FindToken(ReadOnlySpan<byte> token) => RememberedTokens.Find(token);

    /// <summary>Every apns-id that was answered, in no order, while others may be added.</summary>
    /// <param name="acceptedAtLeast">Only those accepted so often: 2 for the duplicates.</param>
    public IEnumerable<IdAnswers> Ids(int acceptedAtLeast = 0) =>
        _ids.Read(acceptedAtLeast).Select(entry => new IdAnswers(Id(entry.Key), entry.Value));

    /// <summary>Every device token that was answered, in no order, while others may be added.</summary>
    /// <param name="acceptedAtLeast">Only those accepted so often: 2 for the duplicates.</param>
    /// <exception cref="InvalidOperationException"><see cref="SimulatorOptions.LedgerTokens"/> is off.</exception>
    public IEnumerable<TokenAnswers> Tokens(int acceptedAtLeast = 0) => RememberedTokens.Read(acceptedAtLeast);

    /// <summary>Compares the device tokens that were accepted with those that should have been.</summary>
    /// <exception cref="InvalidOperationException"><see cref="SimulatorOptions.LedgerTokens"/> is off.</exception>
    public LedgerCheck Check(IEnumerable<ReadOnlyMemory<byte>> tokens) => LedgerCheck.Of(RememberedTokens, tokens);

    /// <summary>The same for byte arrays, such as <see cref="SimulatedTokens"/> makes.</summary>
    /// <exception cref="InvalidOperationException"><see cref="SimulatorOptions.LedgerTokens"/> is off.</exception>
    public LedgerCheck Check(IEnumerable<byte[]> tokens) => Check(tokens.Select(t => (ReadOnlyMemory<byte>)t));

    internal LedgerCheck.Tally BeginCheck() => new(RememberedTokens);

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
            if (_tokens?.Count(request.Token.Span, accepted) == false)
                Interlocked.Increment(ref _unremembered);
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
        RememberedTokens = _tokens?.TokenCount ?? 0,
        Unremembered = Interlocked.Read(ref _unremembered),
        Capacity = Capacity,
        IsFull = IsFull,
    };

    internal void Clear()
    {
        _ids.Clear();
        _deliveries.Clear();
        _tokens?.Clear();
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

    private static Guid Id(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, key);
        return new Guid(bytes);
    }

    private static UInt128 Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt128(bytes);
    }
}
