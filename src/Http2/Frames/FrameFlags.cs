namespace Push.Http2.Frames;

/// <summary>Flags of a frame (RFC 9113 §6). Which of them mean something depends on the type; others are
/// ignored.</summary>
[Flags]
public enum FrameFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>DATA, HEADERS: the sender's side of the stream ends here.</summary>
    EndStream = 0x1,

    /// <summary>SETTINGS, PING: an acknowledgement. The same bit as <see cref="EndStream"/>.</summary>
    Ack = EndStream,

    /// <summary>HEADERS, CONTINUATION: the field block ends here.</summary>
    EndHeaders = 0x4,

    /// <summary>DATA, HEADERS: the payload begins with a padding length.</summary>
    Padded = 0x8,

    /// <summary>HEADERS: five bytes of deprecated priority stand before the field block.</summary>
    Priority = 0x20,
}
