using System.IO.Pipelines;

namespace Push.Apns.Packages;

/// <summary>Where an archive goes: counts, and passes on in handfuls.</summary>
internal sealed class ZipOutput(PipeWriter output) : WriteOnlyStream
{
    private const int Handful = 32 * 1024;

    private int _unflushed;
    private bool _abandoned;

    /// <summary>Bytes written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Room for a record, which counts as written.</summary>
    public Span<byte> Take(int length)
    {
        var span = output.GetSpan(length)[..length];
        span.Clear();
        output.Advance(length);
        Count(length);
        return span;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_abandoned) return default;
        for (var rest = buffer.Span; !rest.IsEmpty;)
        {
            var room = output.GetSpan();
            var length = Math.Min(room.Length, rest.Length);
            rest[..length].CopyTo(room);
            output.Advance(length);
            rest = rest[length..];
        }
        Count(buffer.Length);
        return FlushIfManyAsync(cancellationToken);
    }

    /// <summary>Drops what is still written: a compressor ends with bytes of its own, whatever became of the rest.</summary>
    public void Abandon() => _abandoned = true;

    public ValueTask FlushIfManyAsync(CancellationToken cancellationToken) =>
        _unflushed < Handful ? default : new ValueTask(FlushAsync(cancellationToken));

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_abandoned) return;
        _unflushed = 0;
        var result = await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsCanceled) throw new OperationCanceledException("Writing the package was cancelled.");
        if (result.IsCompleted) throw new IOException("Whoever reads the package is gone.");
    }

    private void Count(int length)
    {
        Written += length;
        _unflushed += length;
    }
}
