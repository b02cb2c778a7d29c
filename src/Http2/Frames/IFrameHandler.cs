using Push.Http2.Errors;
using Push.Http2.Settings;

namespace Push.Http2.Frames;

/// <summary>
/// What a role learns from its <see cref="FrameReader"/>: frames that obey every rule that can be checked without a
/// table of streams. Spans are valid during the call only. A method may throw <see cref="Http2ConnectionException"/>
/// itself; it then leaves <c>FrameReader.Read</c>.
/// </summary>
public interface IFrameHandler
{
    /// <summary>A complete field block follows: fields, then either <see cref="OnHeadersEnd"/> or, when the list was
    /// too large, <see cref="OnStreamError"/> for the same stream. Called for streams that are gone too, since their
    /// blocks must be decoded.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="endStream">The peer's side of the stream ends with this block.</param>
    /// <param name="opensStream">On a server: the id is new. Otherwise the block is a response or trailers, or
    /// late.</param>
    void OnHeadersBegin(int streamId, bool endStream, bool opensStream);

    /// <summary>One field, in order, exactly as encoded: message rules are up to <c>Push.Http2.Messages</c>.</summary>
    void OnHeader(int streamId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>The field block is complete.</summary>
    void OnHeadersEnd(int streamId, bool endStream);

    /// <summary>DATA, without its padding.</summary>
    /// <param name="streamId">A stream that was opened; it may be closed by now.</param>
    /// <param name="data">The content; may be empty.</param>
    /// <param name="flowControlled">What the frame takes from both windows: content and padding (RFC 9113 §6.9.1). To
    /// be given back to the connection's window also when the stream is gone.</param>
    /// <param name="endStream">The peer's side of the stream ends with this frame.</param>
    void OnData(int streamId, ReadOnlySpan<byte> data, int flowControlled, bool endStream);

    /// <summary>RST_STREAM on a stream that was opened; it may be closed by now.</summary>
    void OnReset(int streamId, Http2ErrorCode code);

    /// <summary>SETTINGS: apply them (<see cref="PeerSettings.Apply"/>), then acknowledge.</summary>
    void OnSettings(SettingsPayload settings);

    /// <summary>The peer has applied our oldest unacknowledged SETTINGS.</summary>
    void OnSettingsAck();

    /// <summary>PING: answer it with the same eight bytes, unless it is itself an answer.</summary>
    void OnPing(ulong opaque, bool acknowledgement);

    /// <summary>GOAWAY. May come more than once with a last stream id that only goes down, and even before
    /// SETTINGS.</summary>
    /// <param name="lastStreamId">Streams of ours above it were not processed; 2^31-1 when the peer only
    /// announces.</param>
    /// <param name="code">Why.</param>
    /// <param name="debugData">Anything; APNs puts its reason here.</param>
    void OnGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData);

    /// <summary>The peer gives window back.</summary>
    /// <param name="streamId">0 for the connection, or a stream that was opened; it may be closed by now.</param>
    /// <param name="increment">1 to 2^31-1 bytes.</param>
    void OnWindowUpdate(int streamId, int increment);

    /// <summary>The peer broke a rule in a way that ends one stream (RFC 9113 §5.4.2): send RST_STREAM unless the
    /// stream is gone.</summary>
    /// <param name="streamId">A stream that was opened.</param>
    /// <param name="code">The code for RST_STREAM.</param>
    /// <param name="why">The rule, for a log.</param>
    void OnStreamError(int streamId, Http2ErrorCode code, string why);
}
