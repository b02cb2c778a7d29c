using Push.Http2.Frames;
using Push.Http2.Streams;

namespace Push.Apns.Connections;

/// <summary>
/// Chooses what is written next and turns it into bytes, many notifications per TLS record: single sends first, then
/// batches, of which at most 16 KB go by before single sends are looked at again. Guarded by the connection's gate.
/// </summary>
/// <remarks>
/// Called by <see cref="RequestWriter"/>; asks <see cref="StreamBudget"/> whether, encodes with
/// <see cref="RequestEncoder"/>, and opens the stream in <see cref="AttemptLedger"/>.
/// </remarks>
internal sealed class RequestFiller(
    SendQueue queue,
    AttemptLedger ledger,
    StreamBudget budget,
    StreamIds streamIds,
    RequestEncoder encoder,
    Authorization authorization,
    ControlOutbox outbox,
    PingSchedule pings,
    long deadline,
    ITemplateValues? values)
{
    /// <summary>What a buffer has to hold: what is aimed at, and one request more.</summary>
    public const int BufferSize = Target + RequestEncoder.MaxRequest;

    // Two full TLS records.
    private const int Target = 32 * 1024;
    private const int BatchTurn = 16 * 1024;
    private const int FewStreams = 8;

    /// <summary>Called when no stream id is left.</summary>
    public required Action OutOfStreamIds { private get; init; }

    /// <summary>Whether anything waits; it may still have to wait for a stream or for window.</summary>
    public bool HasWork => !queue.IsEmpty;

    /// <summary>Whether more than a few requests are under way.</summary>
    public bool IsBusy => ledger.Streams.Count > FewStreams;

    /// <summary>Has the provider token ready. Outside of the gate.</summary>
    public void Authorize(Action wake) => authorization.Refresh(wake);

    /// <summary>Adds what may be written now to a buffer.</summary>
    /// <returns>How much of the buffer is filled.</returns>
    public int Fill(Span<byte> buffer, int length, long now)
    {
        if (queue.IsEmpty) return length;
        queue.Expire(now);
        if (authorization.State == AuthorizationState.Failed) queue.EndAll(AttemptCause.NoCredential);
        if (authorization.State != AuthorizationState.Ready) return length;
        if (pings.MustProve(ledger.Streams.Count, now))
        {
            pings.Request(now);
            return length + outbox.Drain(buffer[length..]);
        }

        if (authorization.Token is { } token) encoder.Authorize(token);
        return FillRequests(buffer, length, now + deadline);
    }

    private int FillRequests(Span<byte> buffer, int length, long streamDeadline)
    {
        var open = ledger.Streams.Count;
        var batches = open == 0 || (queue.Batches.First is { } next && budget.IsWorthABatch(next.Content.Payload.Length, open));
        for (var before = -1; before != length && length < Target;)
        {
            before = length;
            while (length < Target && queue.Singles.First is { } send && Write(buffer, send, streamDeadline, ref length)) ;
            // A single send that has to wait for a stream or for window must not be passed by a batch.
            if (queue.Singles.First is not null || !batches) break;
            var turn = Math.Min(Target, length + BatchTurn);
            while (length < turn && queue.Batches.First is { } batch && Write(buffer, batch, streamDeadline, ref length)) ;
        }

        return length;
    }

    /// <summary>Writes the next notification of a submission, or ends it if it can't ever be written.</summary>
    /// <returns>False when it has to wait.</returns>
    private bool Write(Span<byte> buffer, Submission submission, long streamDeadline, ref int length)
    {
        var content = submission.Content;
        if (content.Template is null && content.Payload.Length > RequestEncoder.MaxPayload)
        {
            queue.EndUnwritten(submission, AttemptCause.PayloadTooLarge);
            return true;
        }

        if (!submission.HasFields) (submission.Fields, submission.HasFields) = (encoder.Fields(content), true);
        var recipient = submission.Recipient(submission.Next);
        // The same bound keeps the block within one frame: its encoding is never longer than its list size.
        if (encoder.ListSize(submission.Fields, recipient.Token) > Math.Min(budget.Peer.MaxHeaderListSize, FrameHeader.DefaultMaxLength))
        {
            queue.EndNext(submission, AttemptCause.HeadersTooLarge);
            return true;
        }

        var payload = content.Payload.Length;
        if (content.Template is not null)
        {
            // Filling for nothing would be repeated.
            if (!budget.MayOpen(submission.IsSingle, payload: 0, ledger.Streams.Count)) return false;
            var filled = encoder.Fill(buffer[length..], content, submission.Fields, recipient, values);
            if (filled.Outcome != TemplateOutcome.Rendered)
            {
                queue.EndNext(submission, CauseOf(filled.Outcome));
                return true;
            }

            payload = filled.Length;
        }

        if (!budget.MayOpen(submission.IsSingle, payload, ledger.Streams.Count)) return false;
        if (!streamIds.TryOpen(out var streamId))
        {
            OutOfStreamIds();
            return false;
        }

        length += content.Template is null
            ? encoder.Write(buffer[length..], streamId, content, submission.Fields, recipient)
            : encoder.WriteFilled(buffer[length..], streamId, content, submission.Fields, recipient, payload);
        ledger.Open(submission, streamId, budget.Take(payload), streamDeadline);
        if (submission.Next == submission.Count) queue.Remove(submission);
        return true;
    }

    private static AttemptCause CauseOf(TemplateOutcome outcome) =>
        outcome == TemplateOutcome.MissingValue ? AttemptCause.MissingValue : AttemptCause.PayloadTooLarge;
}
