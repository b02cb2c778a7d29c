namespace Push.Http2.Messages;

/// <summary>Compares the DATA of one message with its content-length (RFC 9113 §8.1.1). A difference makes the message
/// malformed: a stream error PROTOCOL_ERROR.</summary>
public struct ContentLengthCheck
{
    private readonly bool _isDeclared;
    private long _left;

    /// <summary>Begins with the final response's or the request's fields.</summary>
    /// <param name="contentLength">What was declared, -1 when nothing was.</param>
    public ContentLengthCheck(long contentLength) => (_isDeclared, _left) = (contentLength >= 0, contentLength);

    /// <summary>Counts the content of a DATA frame, without padding.</summary>
    /// <returns>False when it is more than was declared.</returns>
    public bool Add(int bytes)
    {
        if (!_isDeclared) return true;
        _left -= bytes;
        return _left >= 0;
    }

    /// <summary>Whether the message may end here: all that was declared has come.</summary>
    public readonly bool IsComplete => !_isDeclared || _left == 0;
}
