namespace Push.Http2.Messages;

/// <summary>
/// What the field blocks of requests and responses have in common (RFC 9113 §8.2 and §8.3): pseudo-header fields stand
/// first and never in trailers, regular fields are well formed, and content-length is a number.
/// </summary>
internal struct MessageRules
{
    private bool _regularSeen;

    public MessageRules(bool isTrailers)
    {
        IsTrailers = isTrailers;
        ContentLength = -1;
    }

    public readonly bool IsTrailers { get; }

    /// <summary>content-length, -1 when it is not given.</summary>
    public long ContentLength { get; set; }

    /// <summary>The first rule that was broken, or null so far.</summary>
    public string? Error { get; set; }

    /// <summary>Judges a field.</summary>
    /// <returns>Whether it is a pseudo-header field in a place where one may be, and so the caller's to judge.</returns>
    public bool LeavesToCaller(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Error is not null) return false;
        if (!name.IsEmpty && name[0] == ':')
        {
            if (IsTrailers) Error = "Trailers have a pseudo-header field";
            else if (_regularSeen) Error = "A pseudo-header field stands after regular fields";
            return Error is null;
        }

        _regularSeen = true;
        Error = FieldRules.Check(name, value);
        if (Error is not null || IsTrailers || !name.SequenceEqual("content-length"u8)) return false;
        var length = ContentLength;
        Error = FieldRules.ReadContentLength(value, ref length);
        ContentLength = length;
        return false;
    }
}
