using Push.Http2.Flow;
using Push.Http2.Messages;
using Push.Http2.Settings;

namespace Push.Apns.Connections;

/// <summary>An answer whose status was read and whose body is still on its way. Recycled by <see cref="AttemptLedger"/>.</summary>
internal sealed class PartialAnswer
{
    private ReceiveWindow _window;
    private ContentLengthCheck _declared;
    private byte[] _body = new byte[256];
    private int _length;

    public AnswerHead Head { get; private set; }

    public ReadOnlySpan<byte> Body => _body.AsSpan(0, _length);

    /// <summary>Whether all content that was declared has come.</summary>
    public bool IsComplete => _declared.IsComplete;

    public void Begin(in AnswerHead head, long contentLength)
    {
        Head = head;
        _length = 0;
        _declared = new ContentLengthCheck(contentLength);
        // Our SETTINGS leave the stream's window at its first size, and none of it is given back: 4 KiB are kept.
        _window = new ReceiveWindow(PeerSettings.DefaultInitialWindowSize);
    }

    /// <summary>Counts a DATA frame against the stream's window.</summary>
    /// <returns>False when the peer sent more than it may.</returns>
    public bool TryTake(int flowControlled) => _window.TryTake(flowControlled);

    /// <summary>Counts content against the declared content-length.</summary>
    /// <returns>False when it is more than was declared.</returns>
    public bool CountContent(int bytes) => _declared.Add(bytes);

    /// <summary>Keeps what fits of a piece of the body.</summary>
    /// <returns>False when the body is larger than what is kept.</returns>
    public bool Append(ReadOnlySpan<byte> data)
    {
        var kept = Math.Min(data.Length, ErrorBody.MaxLength - _length);
        if (_length + kept > _body.Length)
            Array.Resize(ref _body, Math.Min(ErrorBody.MaxLength, Math.Max(_length + kept, _body.Length * 2)));
        data[..kept].CopyTo(_body.AsSpan(_length));
        _length += kept;
        return kept == data.Length;
    }
}
