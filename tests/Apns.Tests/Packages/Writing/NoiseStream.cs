namespace Push.Apns.Tests.Packages.Writing;

/// <summary>Given bytes, then noise that no compressor makes smaller; the same each time, and never in memory.</summary>
internal sealed class NoiseStream(byte[] beginning, int length) : Stream
{
    private readonly Random _noise = new(1);
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    // Handfuls of one size: how much is asked for must not change the noise.
    public override int Read(Span<byte> buffer)
    {
        const int handful = 4096;
        var part = buffer[..Math.Min(Math.Min(buffer.Length, handful), length - _at)];
        _noise.NextBytes(part);
        if (_at == 0) beginning.CopyTo(part);
        _at += part.Length;
        return part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
