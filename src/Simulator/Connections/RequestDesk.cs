using Push.Simulator.Ledgers;
using Push.Simulator.Payloads;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>Hands the complete requests of one connection to the rules and makes ids where the request has none.</summary>
internal sealed class RequestDesk(PushService service, IRequestCredential credential)
{
    private readonly ContentFingerprint _contents = new();
    private readonly PayloadRemarks _remarks = new();
    private readonly Random _random = new();
    private DateTimeOffset _now;

    /// <summary>Reads the clock once for all requests that arrived together.</summary>
    public void BeginBurst() => _now = service.Time.GetUtcNow();

    /// <summary>Judges the stream's request and notes its answer. Its record goes to the last notifications.</summary>
    public void Judge(RequestStream stream, StreamTable streams)
    {
        RequestRecord record = stream.Record!;
        stream.Record = null;
        stream.IsComplete = true;
        record.ReceivedAt = _now;
        SetId(record, stream.IdText);
        stream.Answer = record.Answer = service.Judge(record, credential);
        service.Ledger.Count(record, _contents);
        if (record.Answer.IsAccepted && _remarks.Of(record) is { } remark)
        {
            record.Remark = remark;
            service.Remarks.Count(remark);
        }

        if (service.Notifications.Exchange(record) is { } free)
            streams.Keep(free);
    }

    private void SetId(RequestRecord record, Span<byte> text)
    {
        ReadOnlySpan<byte> given = record.Value(KnownHeader.Id);
        record.HasOwnId = HeaderChecks.TryReadId(given, out Guid id);
        if (record.HasOwnId)
        {
            record.Id = id;
            given.CopyTo(text);
            return;
        }

        record.Id = MakeId();
        record.Id.TryFormat(text, out _);
    }

    /// <summary>A version 4 UUID (RFC 9562 §5.4). Not from the system's source of randomness, which would cost more than all the rest.</summary>
    private Guid MakeId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
