using System.Text;
using Push.Http2.Errors;

namespace Push.Apns.Connections;

/// <summary>
/// How a connection comes to its end: draining (no new streams, open ones are awaited), and closing, after which nothing
/// is read or written but a last GOAWAY. Guarded by the connection's gate.
/// </summary>
internal sealed class ConnectionCloser(SendQueue queue, AttemptLedger ledger, ControlOutbox outbox, PingSchedule pings)
{
    private readonly TaskCompletionSource<ConnectionEnd> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionEnd? _drainEnd;
    private ConnectionEnd? _break;

    /// <summary>Called once, under the gate, when the connection closes.</summary>
    public required Action<ConnectionEnd> Closing { private get; init; }

    public bool IsDraining { get; private set; }

    /// <summary>Why the connection is closed; null while it is not.</summary>
    public ConnectionEnd? End { get; private set; }

    public Task<ConnectionEnd> Closed => _closed.Task;

    /// <summary>When writing failed; null while it works. Reading goes on for a moment.</summary>
    public long? BrokenAt { get; private set; }

    /// <summary>No stream is opened any more. What waits ends as NotSent, so that another connection can take it.</summary>
    public void Drain(ConnectionEnd end)
    {
        _drainEnd ??= end;
        IsDraining = true;
        queue.Close(AttemptCause.ConnectionClosing);
        CloseIfDrained();
    }

    /// <summary>
    /// A write failed. What the peer sent before it went, its GOAWAY above all, may still lie unread and tells which
    /// streams it did not look at; so the reader goes on to the end of it.
    /// </summary>
    public void Break(ConnectionEnd end, long now)
    {
        if (End is not null || BrokenAt is not null) return;
        (BrokenAt, _break, IsDraining) = (now, end, true);
        queue.Close(AttemptCause.ConnectionLost);
    }

    /// <summary>The connection is broken, and whatever could be read was.</summary>
    public void CloseBroken() => Close(_break!);

    /// <summary>The peer's GOAWAY, which may come twice; the lower last stream id counts.</summary>
    public void GoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        ledger.EndAbove(lastStreamId);
        var reason = debugData.IsEmpty ? null : ErrorBody.Parse(0, debugData).Reason;
        var text = reason is { Text.Length: > 0 } ? reason.Text : Printable(debugData);
        var message = $"The server sent GOAWAY {code}{(text.Length > 0 ? $": {text}" : "")}.";
        // A second GOAWAY may name the reason that the first one, sent ahead to stop new streams, did not.
        if (_drainEnd?.Kind != ConnectionEndKind.GoAway || reason is { Text.Length: > 0 })
            _drainEnd = new ConnectionEnd(ConnectionEndKind.GoAway, message) { Code = code, Reason = reason };
        Drain(_drainEnd);
    }

    /// <summary>Closes a draining connection that has no open stream left.</summary>
    public void CloseIfDrained()
    {
        if (_drainEnd is { } end && ledger.Streams.Count == 0) Close(end, Http2ErrorCode.NoError);
    }

    /// <summary>Ends the connection: everything that waits and every open stream ends now.</summary>
    /// <param name="end">Why. After a GOAWAY of the peer, that stays the reason if the network then fails.</param>
    /// <param name="goAway">The code to tell the peer; null if there is no use in telling it anything.</param>
    public void Close(ConnectionEnd end, Http2ErrorCode? goAway = null)
    {
        if (End is not null) return;
        if (end.Kind == ConnectionEndKind.Lost && _drainEnd is { } earlier) end = earlier with { Error = end.Error };
        End = end;
        IsDraining = true;
        var orderly = end.Kind is ConnectionEndKind.Closed or ConnectionEndKind.GoAway;
        queue.Close(orderly ? AttemptCause.ConnectionClosing : AttemptCause.ConnectionLost);
        ledger.EndAll(AttemptCause.ConnectionLost);
        pings.Fail(end);
        if (goAway is { } code) outbox.SetGoAway(code, code == Http2ErrorCode.NoError ? default : Encoding.UTF8.GetBytes(end.Message));
        Closing(end);
        _closed.TrySetResult(end);
    }

    private static string Printable(ReadOnlySpan<byte> debugData)
    {
        var text = Encoding.UTF8.GetString(debugData[..Math.Min(debugData.Length, 200)]);
        return string.Create(text.Length, text, static (kept, all) =>
        {
            for (var i = 0; i < all.Length; i++) kept[i] = char.IsControl(all[i]) ? '?' : all[i];
        });
    }
}
