using Push.Http2.Floods;

namespace Push.Http2.Frames;

/// <summary>Joins the fragments of a field block that does not end in its HEADERS frame (RFC 9113 §6.10). The memory is
/// bounded by <see cref="FloodLimits.MaxBlockSize"/> and kept for the next such block only while it is small.</summary>
internal sealed class HeaderBlockAssembler(FloodGuard floods)
{
    private const int KeptSize = 16_384;

    private byte[] _block = [];
    private int _length;
    private int _fragments;

    /// <summary>The stream whose block is open, 0 when none is.</summary>
    public int StreamId { get; private set; }

    /// <summary>HEADERS carried END_STREAM.</summary>
    public bool EndStream { get; private set; }

    /// <summary>HEADERS opened the stream.</summary>
    public bool OpensStream { get; private set; }

    public ReadOnlySpan<byte> Block => _block.AsSpan(0, _length);

    public void Begin(int streamId, bool endStream, bool opensStream, ReadOnlySpan<byte> fragment)
    {
        (StreamId, EndStream, OpensStream) = (streamId, endStream, opensStream);
        (_length, _fragments) = (0, -1);
        Add(fragment);
    }

    public void Add(ReadOnlySpan<byte> fragment)
    {
        floods.OnBlockFragment(++_fragments, _length + fragment.Length);
        if (_block.Length - _length < fragment.Length)
            Array.Resize(ref _block, Math.Max(_block.Length * 2, _length + fragment.Length));
        fragment.CopyTo(_block.AsSpan(_length));
        _length += fragment.Length;
    }

    public void End()
    {
        StreamId = 0;
        if (_block.Length > KeptSize) _block = [];
    }
}
