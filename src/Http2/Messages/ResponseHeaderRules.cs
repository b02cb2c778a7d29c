namespace Push.Http2.Messages;

/// <summary>
/// Judges the field block of a response, field by field (RFC 9113 §8). One instance serves a whole connection, since
/// field blocks don't interleave. A malformed response is a stream error PROTOCOL_ERROR (§8.1.1).
/// </summary>
public struct ResponseHeaderRules
{
    private MessageRules _rules;

    /// <summary>The status, 100 to 999, once it was read; else 0.</summary>
    public int Status { get; private set; }

    /// <summary>content-length as far as it binds DATA: -1 when it is not given, or has no meaning for this
    /// status.</summary>
    public readonly long ContentLength => _rules.ContentLength;

    /// <summary>Why the response is malformed, or null so far.</summary>
    public readonly string? Error => _rules.Error;

    /// <summary>Whether another response follows on the stream: status 1xx.</summary>
    public readonly bool IsInformational => Status is >= 100 and < 200;

    /// <summary>Begins a block.</summary>
    /// <param name="isTrailers">The final response's fields were read before.</param>
    public void Begin(bool isTrailers) => this = new ResponseHeaderRules { _rules = new MessageRules(isTrailers) };

    /// <summary>Judges one field.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_rules.LeavesToCaller(name, value)) _rules.Error = AddPseudo(name, value);
    }

    /// <summary>Ends the block.</summary>
    /// <param name="endStream">HEADERS carried END_STREAM.</param>
    /// <returns>Why the response is malformed, or null.</returns>
    public string? End(bool endStream)
    {
        _rules.Error ??= CheckEnd(endStream);
        if (IsInformational || Status is 204 or 304) _rules.ContentLength = -1;
        return Error;
    }

    private readonly string? CheckEnd(bool endStream)
    {
        if (_rules.IsTrailers) return endStream ? null : "Trailers don't end the stream";
        if (Status == 0) return ":status is missing";
        return IsInformational && endStream ? "An informational response ends the stream" : null;
    }

    private string? AddPseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!name.SequenceEqual(":status"u8)) return "A response has an unknown pseudo-header field";
        if (Status != 0) return ":status is given twice";
        if (value.Length != 3 || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || value[0] == '0')
            return ":status is not a status";
        var status = ((value[0] - '0') * 100) + ((value[1] - '0') * 10) + value[2] - '0';
        // HTTP/2 has no way to switch protocols (§8.6).
        if (status == 101) return ":status is 101";
        Status = status;
        return null;
    }
}
