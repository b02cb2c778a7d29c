using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Push.Apns.Tests.Connections;

/// <summary>Two streams joined in memory. A side that isn't read takes a limited amount, as a socket does.</summary>
internal sealed class MemoryDuplex : Stream
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly Lock _reading = new();
    private bool _closed;

    private MemoryDuplex(PipeReader input, PipeWriter output) => (_input, _output) = (input, output);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <param name="capacity">Bytes that a side takes before its writer has to wait for its reader.</param>
    public static (MemoryDuplex Client, MemoryDuplex Server) Create(int capacity = 64 * 1024)
    {
        var options = new PipeOptions(pauseWriterThreshold: capacity, resumeWriterThreshold: capacity / 2, useSynchronizationContext: false);
        var (up, down) = (new Pipe(options), new Pipe(options));
        return (new MemoryDuplex(down.Reader, up.Writer), new MemoryDuplex(up.Reader, down.Writer));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _input.ReadAsync(cancellationToken);
        lock (_reading)
        {
            // What was read is gone when this side was closed in between.
            if (result.IsCanceled || _closed) throw new IOException("closed here");
            var length = (int)Math.Min(result.Buffer.Length, buffer.Length);
            var taken = result.Buffer.Slice(0, length);
            taken.CopyTo(buffer.Span);
            _input.AdvanceTo(taken.End);
            return length;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _output.WriteAsync(buffer, cancellationToken);
        if (result.IsCanceled || result.IsCompleted) throw new IOException("closed by the other side");
    }

    /// <summary>The other side reads to the end, and then nothing more.</summary>
    public void EndWriting() => _output.Complete();

    /// <summary>The other side's reads and writes fail.</summary>
    public void Reset()
    {
        _output.Complete(new IOException("reset by peer"));
        EndReading();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _input.CancelPendingRead();
        _output.CancelPendingFlush();
        _output.Complete();
        EndReading();
        base.Dispose(disposing);
    }

    private void EndReading()
    {
        lock (_reading)
        {
            _closed = true;
            _input.Complete();
        }
    }
}
