using Push.Http2.Errors;
using Push.Http2.Frames;

namespace Push.Apns.Connections;

/// <summary>
/// The read loop: takes whatever the TLS stream has, handles every complete frame in it, then lets the writer use what
/// was freed. It never waits for the writer; its answers to the peer go through the outbox.
/// </summary>
internal sealed class ResponseReader(
    Stream stream, ConnectionClock clock, Lock gate, FrameReader frames, PingSchedule pings, ConnectionCloser closer, RequestWriter writer)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads until the connection ends; never faults.</summary>
    public async Task RunAsync()
    {
        var buffer = new byte[BufferSize];
        var kept = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(kept)).ConfigureAwait(false);
                if (read == 0)
                {
                    Close(new ConnectionEnd(ConnectionEndKind.Lost, "The server closed the connection."), null);
                    return;
                }

                var filled = kept + read;
                kept = filled - Handle(buffer.AsSpan(0, filled));
                if (kept > 0) buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
                writer.Wake();
            }
        }
        catch (Http2ConnectionException e)
        {
            var message = $"The server broke the rules of HTTP/2: {e.Message} ({e.Code}).";
            Close(new ConnectionEnd(ConnectionEndKind.ProtocolError, message) { Code = e.Code }, e.Code);
        }
        catch (Exception e)
        {
            Close(new ConnectionEnd(ConnectionEndKind.Lost, $"The connection broke: {e.Message}") { Error = e }, null);
        }
    }

    private int Handle(ReadOnlySpan<byte> received)
    {
        lock (gate)
        {
            if (closer.End is not null) return received.Length;
            pings.Heard(clock.Now);
        }

        var consumed = frames.Read(received);
        lock (gate) closer.CloseIfDrained();
        return consumed;
    }

    private void Close(ConnectionEnd end, Http2ErrorCode? goAway)
    {
        lock (gate) closer.Close(end, goAway);
    }
}
