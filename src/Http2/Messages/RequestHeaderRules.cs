namespace Push.Http2.Messages;

/// <summary>
/// Judges the field block of a request, field by field (RFC 9113 §8). One instance serves a whole connection, since
/// field blocks don't interleave. A malformed request is a stream error PROTOCOL_ERROR (§8.1.1).
/// </summary>
public struct RequestHeaderRules
{
    private MessageRules _rules;
    private Pseudo _seen;
    private bool _isConnect;

    [Flags]
    private enum Pseudo : byte
    {
        None = 0,
        Method = 1,
        Scheme = 2,
        Path = 4,
        Authority = 8,
    }

    /// <summary>content-length, -1 when it is not given.</summary>
    public readonly long ContentLength => _rules.ContentLength;

    /// <summary>Why the request is malformed, or null so far.</summary>
    public readonly string? Error => _rules.Error;

    /// <summary>Begins a block.</summary>
    /// <param name="isTrailers">The request's fields were read before.</param>
    public void Begin(bool isTrailers) => this = new RequestHeaderRules { _rules = new MessageRules(isTrailers) };

    /// <summary>Judges one field.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_rules.LeavesToCaller(name, value)) _rules.Error = AddPseudo(name, value);
    }

    /// <summary>Ends the block.</summary>
    /// <param name="endStream">HEADERS carried END_STREAM.</param>
    /// <returns>Why the request is malformed, or null.</returns>
    public string? End(bool endStream) => _rules.Error ??= CheckEnd(endStream);

    private readonly string? CheckEnd(bool endStream)
    {
        if (_rules.IsTrailers) return endStream ? null : "Trailers don't end the stream";
        if (_isConnect)
            return _seen == (Pseudo.Method | Pseudo.Authority) ? null : "CONNECT takes :authority and nothing else";
        const Pseudo needed = Pseudo.Method | Pseudo.Scheme | Pseudo.Path;
        return (_seen & needed) == needed ? null : "A request lacks :method, :scheme or :path";
    }

    private string? AddPseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var field = name.Length switch
        {
            5 when name.SequenceEqual(":path"u8) => Pseudo.Path,
            7 when name.SequenceEqual(":method"u8) => Pseudo.Method,
            7 when name.SequenceEqual(":scheme"u8) => Pseudo.Scheme,
            10 when name.SequenceEqual(":authority"u8) => Pseudo.Authority,
            _ => Pseudo.None,
        };
        if (field == Pseudo.None) return "A request has an unknown pseudo-header field";
        if ((_seen & field) != 0) return "A pseudo-header field is given twice";
        _seen |= field;
        if (field == Pseudo.Method) _isConnect = value.SequenceEqual("CONNECT"u8);
        if (value.IsEmpty && field != Pseudo.Authority) return "A pseudo-header field is empty";
        return FieldRules.CheckValue(value);
    }
}
