namespace Push.Cli.Payloads;

/// <summary>
/// Standard input whose reading can be cancelled. The platform's own stream reads on and on after Ctrl-C, until somebody
/// types or the pipe's other end closes.
/// </summary>
internal sealed class StandardInput : Stream
{
    private const int Size = 64 * 1024;

    private readonly Stream _input = Console.OpenStandardInput();

    // An abandoned read goes on into this and not into memory that the caller has given back.
    private readonly byte[] _buffer = new byte[Size];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = Math.Min(buffer.Length, Size);
        var read = await Task.Run(() => _input.Read(_buffer, 0, most), CancellationToken.None).WaitAsync(cancellationToken);
        _buffer.AsMemory(0, read).CopyTo(buffer);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
