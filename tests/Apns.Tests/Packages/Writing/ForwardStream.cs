namespace Push.Apns.Tests.Packages.Writing;

/// <summary>A stream as a web server's response is one: no seeking, nothing synchronous, and it may break off.</summary>
internal sealed class ForwardStream : Stream
{
    private readonly MemoryStream _written = new();

    /// <summary>How many bytes it takes before it breaks.</summary>
    public long Limit { get; init; } = long.MaxValue;

    public byte[] Written => _written.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var room = (int)Math.Min(buffer.Length, Limit - _written.Length);
        _written.Write(buffer.Span[..room]);
        if (room < buffer.Length) throw new IOException("The connection broke.");
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
