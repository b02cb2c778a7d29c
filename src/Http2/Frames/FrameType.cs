namespace Push.Http2.Frames;

/// <summary>The frame types of RFC 9113 §6. Others are ignored (§4.1), outside of a field block.</summary>
public enum FrameType : byte
{
    /// <summary>Content of a message.</summary>
    Data = 0x0,

    /// <summary>A field block that opens a stream or ends a message.</summary>
    Headers = 0x1,

    /// <summary>Deprecated priority; read and ignored.</summary>
    Priority = 0x2,

    /// <summary>Ends one stream.</summary>
    RstStream = 0x3,

    /// <summary>Parameters of the connection, and their acknowledgement.</summary>
    Settings = 0x4,

    /// <summary>Announces a pushed stream; never allowed here.</summary>
    PushPromise = 0x5,

    /// <summary>Measures the round trip and proves that the peer lives.</summary>
    Ping = 0x6,

    /// <summary>Ends the connection; names the last stream that was looked at.</summary>
    GoAway = 0x7,

    /// <summary>Gives window back to a sender.</summary>
    WindowUpdate = 0x8,

    /// <summary>Continues a field block.</summary>
    Continuation = 0x9,
}
