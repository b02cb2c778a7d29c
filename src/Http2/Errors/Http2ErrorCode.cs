namespace Push.Http2.Errors;

/// <summary>Why a stream or a connection ends: the codes of RST_STREAM and GOAWAY (RFC 9113 §7). A code that is not
/// listed here may arrive; it is kept as it is and means no more than <see cref="InternalError"/>.</summary>
public enum Http2ErrorCode : uint
{
    /// <summary>No error: a graceful end.</summary>
    NoError = 0x0,

    /// <summary>A violation that no other code describes.</summary>
    ProtocolError = 0x1,

    /// <summary>An unexpected error inside the endpoint.</summary>
    InternalError = 0x2,

    /// <summary>A flow-control window was exceeded, or grew past 2^31-1.</summary>
    FlowControlError = 0x3,

    /// <summary>SETTINGS were not acknowledged in time.</summary>
    SettingsTimeout = 0x4,

    /// <summary>A frame arrived on a stream that was already half-closed.</summary>
    StreamClosed = 0x5,

    /// <summary>A frame has a length that its type or the settings don't allow.</summary>
    FrameSizeError = 0x6,

    /// <summary>The stream was refused before anything was done for it: it may be sent again.</summary>
    RefusedStream = 0x7,

    /// <summary>The stream is no longer wanted.</summary>
    Cancel = 0x8,

    /// <summary>A field block can't be decoded; the compression state is lost.</summary>
    CompressionError = 0x9,

    /// <summary>The connection behind a CONNECT request broke.</summary>
    ConnectError = 0xa,

    /// <summary>The peer causes load that looks like an attack.</summary>
    EnhanceYourCalm = 0xb,

    /// <summary>The transport does not meet the security that was asked for.</summary>
    InadequateSecurity = 0xc,

    /// <summary>HTTP/1.1 is wanted instead.</summary>
    Http11Required = 0xd,
}
