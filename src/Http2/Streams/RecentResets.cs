namespace Push.Http2.Streams;

/// <summary>
/// Remembers the streams that this endpoint reset last. The peer may have had frames for them on the way, which are to
/// be decoded, counted against the windows, and otherwise ignored (RFC 9113 §5.1, <i>closed</i>); frames on a stream
/// that both sides had ended are an error STREAM_CLOSED.
/// </summary>
/// <param name="capacity">How many to remember; the oldest is forgotten first.</param>
public sealed class RecentResets(int capacity = 256)
{
    private readonly int[] _streamIds = new int[capacity];
    private int _next;

    /// <summary>Notes that we sent RST_STREAM.</summary>
    public void Add(int streamId)
    {
        _streamIds[_next] = streamId;
        _next = (_next + 1) % _streamIds.Length;
    }

    /// <summary>Whether we reset this stream lately.</summary>
    public bool Contains(int streamId) => _streamIds.AsSpan().Contains(streamId);
}
