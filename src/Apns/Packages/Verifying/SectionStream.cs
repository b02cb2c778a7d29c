namespace Push.Apns.Packages;

/// <summary>A part of another stream, which nobody else reads meanwhile, and which stays open.</summary>
internal sealed class SectionStream(Stream whole, long start, long length) : ReadOnlyStream
{
    private long _at;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = (int)Math.Min(buffer.Length, length - _at);
        if (most == 0) return 0;
        whole.Position = start + _at;
        var read = await whole.ReadAsync(buffer[..most], cancellationToken).ConfigureAwait(false);
        _at += read;
        return read;
    }
}
