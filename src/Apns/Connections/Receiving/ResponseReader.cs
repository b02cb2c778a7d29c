using System.Runtime.CompilerServices;
using Push.Http2.Errors;
using Push.Http2.Frames;

namespace Push.Apns.Connections;

/// <summary>
/// The read loop: takes whatever the TLS stream has, handles every complete frame in it, then lets the writer use what
/// was freed. It never waits for the writer; its answers to the peer go through the outbox.
/// </summary>
internal sealed class ResponseReader(
    Stream stream, ConnectionClock clock, Lock gate, FrameReader frames, PingSchedule pings, ConnectionCloser closer, RequestWriter writer)
    : IThreadPoolWorkItem
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;
    private Action? _resume;
    private int _kept;

    void IThreadPoolWorkItem.Execute() => Run();

    /// <summary>
    /// Reads until the connection ends or nothing is there. Not an async method: until it is compiled for the last time, one
    /// allocates at each of its waits, and a connection that was just opened waits most.
    /// </summary>
    private void Run()
    {
        try
        {
            while (true)
            {
#pragma warning disable CA2012 // Consumed once: here or in Resume.
                var read = stream.ReadAsync(_buffer.AsMemory(_kept)).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
                if (!read.IsCompleted)
                {
                    _read = read;
                    read.UnsafeOnCompleted(_resume ??= Resume);
                    return;
                }

                if (!TryTake(read.GetResult())) return;
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Resume()
    {
        try
        {
            if (!TryTake(_read.GetResult())) return;
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        Run();
    }

    /// <summary>Handles what was read.</summary>
    /// <returns>False at the end of the connection.</returns>
    private bool TryTake(int read)
    {
        if (read == 0)
        {
            Close(new ConnectionEnd(ConnectionEndKind.Lost, "The server closed the connection."), null);
            return false;
        }

        var filled = _kept + read;
        _kept = filled - Handle(_buffer.AsSpan(0, filled));
        if (_kept > 0) _buffer.AsSpan(filled - _kept, _kept).CopyTo(_buffer);
        writer.Wake();
        return true;
    }

    private void Fail(Exception e)
    {
        if (e is Http2ConnectionException broken)
        {
            var message = $"The server broke the rules of HTTP/2: {broken.Message} ({broken.Code}).";
            Close(new ConnectionEnd(ConnectionEndKind.ProtocolError, message) { Code = broken.Code }, broken.Code);
            return;
        }

        Close(new ConnectionEnd(ConnectionEndKind.Lost, $"The connection broke: {e.Message}") { Error = e }, null);
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
