using System.Buffers.Binary;

namespace Push.Apns.Tests.Connections;

/// <summary>Answers 200 to everything as fast as it can and gives window back; allocates nothing once it is warm.</summary>
internal sealed class EchoPeer : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _out = new byte[1 << 20];
    private readonly Task _running;
    private int _length;
    private int _requests;

    public EchoPeer(Stream stream)
    {
        _stream = stream;
        _running = RunAsync();
    }

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        var buffer = new byte[256 * 1024];
        var (length, begun) = (0, false);
        try
        {
            await _stream.WriteAsync(Wire.Settings("0003000003e8"));
            await _stream.WriteAsync(Wire.Settings(flags: Wire.Ack));
            while (true)
            {
                var read = await _stream.ReadAsync(buffer.AsMemory(length));
                if (read == 0) return;
                length += read;
                var at = begun || length < 24 ? 0 : 24;
                begun |= at > 0;
                at += Answer(buffer.AsSpan(at, length - at));
                buffer.AsSpan(at, length - at).CopyTo(buffer);
                length -= at;
                await _stream.WriteAsync(_out.AsMemory(0, _length));
                _length = 0;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is over.
        }
    }

    private int Answer(ReadOnlySpan<byte> buffer)
    {
        var (at, window) = (0, 0);
        while (buffer.Length - at >= 9)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(buffer[at..]) >>> 8;
            if (buffer.Length - at - 9 < size) break;
            if (buffer[at + 3] == PeerFrame.Data)
            {
                _requests++;
                window += size;
                // HEADERS of one byte, END_STREAM and END_HEADERS, on the same stream: ":status: 200".
                ReadOnlySpan<byte> answer = [0, 0, 1, 1, 5, buffer[at + 5], buffer[at + 6], buffer[at + 7], buffer[at + 8], 0x88];
                Add(answer);
            }

            at += 9 + size;
        }

        if (window > 0)
            Add([0, 0, 4, 8, 0, 0, 0, 0, 0, (byte)(window >> 24), (byte)(window >> 16), (byte)(window >> 8), (byte)window]);
        return at;
    }

    private void Add(ReadOnlySpan<byte> frame)
    {
        frame.CopyTo(_out.AsSpan(_length));
        _length += frame.Length;
    }
}
