using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Streams;

namespace Push.Http2.Settings;

/// <summary>The settings the peer gave us, validated (RFC 9113 §6.5.2). They hold for what we send.</summary>
/// <param name="role">This endpoint's side.</param>
public sealed class PeerSettings(Http2Role role)
{
    /// <summary>The window each stream starts with until the peer says otherwise, and for ever that of the
    /// connection.</summary>
    public const int DefaultInitialWindowSize = 65_535;

    /// <summary>The HPACK table size both sides start with.</summary>
    public const int DefaultHeaderTableSize = 4_096;

    /// <summary>Whether SETTINGS have arrived; until then everything below is the protocol's first value.</summary>
    public bool IsReceived { get; private set; }

    /// <summary>The peer's decoding table, bytes.</summary>
    public uint HeaderTableSize { get; private set; } = DefaultHeaderTableSize;

    /// <summary>Streams we may have open at once; <see cref="int.MaxValue"/> when the peer named no limit.</summary>
    public int MaxConcurrentStreams { get; private set; } = int.MaxValue;

    /// <summary>The send window of a new stream, bytes.</summary>
    public int InitialWindowSize { get; private set; } = DefaultInitialWindowSize;

    /// <summary>The largest payload of a frame we send, bytes.</summary>
    public int MaxFrameSize { get; private set; } = FrameHeader.DefaultMaxLength;

    /// <summary>The largest field list we may send, bytes with 32 per field; <see cref="int.MaxValue"/> when
    /// unlimited.</summary>
    public int MaxHeaderListSize { get; private set; } = int.MaxValue;

    /// <summary>Applies a SETTINGS frame, in order. Afterwards it is to be acknowledged.</summary>
    /// <returns>What it changed.</returns>
    /// <exception cref="Http2ConnectionException">A value is out of range: PROTOCOL_ERROR, for a window
    /// FLOW_CONTROL_ERROR.</exception>
    public SettingsChange Apply(SettingsPayload settings)
    {
        var (window, streams, first) = (InitialWindowSize, MaxConcurrentStreams, !IsReceived);
        uint? smallest = null, last = null;
        for (var i = 0; i < settings.Count; i++)
        {
            var (id, value) = settings[i];
            Set(id, value);
            if (id != SettingId.HeaderTableSize) continue;
            smallest = Math.Min(smallest ?? value, value);
            last = value;
        }

        IsReceived = true;
        return new(InitialWindowSize - window, smallest, last, MaxConcurrentStreams != streams, first);
    }

    private void Set(SettingId id, uint value)
    {
        switch (id)
        {
            case SettingId.HeaderTableSize:
                HeaderTableSize = value;
                break;
            case SettingId.EnablePush:
                if (value > 1) Refuse(Http2ErrorCode.ProtocolError, "SETTINGS_ENABLE_PUSH is neither 0 nor 1");
                if (value == 1 && role == Http2Role.Client)
                    Refuse(Http2ErrorCode.ProtocolError, "A server must not set SETTINGS_ENABLE_PUSH to 1");
                break;
            case SettingId.MaxConcurrentStreams:
                MaxConcurrentStreams = Clamp(value);
                break;
            case SettingId.InitialWindowSize:
                if (value > int.MaxValue)
                    Refuse(Http2ErrorCode.FlowControlError, "SETTINGS_INITIAL_WINDOW_SIZE is above 2^31-1");
                InitialWindowSize = (int)value;
                break;
            case SettingId.MaxFrameSize:
                if (value is < FrameHeader.DefaultMaxLength or > FrameHeader.LargestMaxLength)
                    Refuse(Http2ErrorCode.ProtocolError, "SETTINGS_MAX_FRAME_SIZE is not within 16,384 and 2^24-1");
                MaxFrameSize = (int)value;
                break;
            case SettingId.MaxHeaderListSize:
                MaxHeaderListSize = Clamp(value);
                break;
        }
    }

    private static int Clamp(uint value) => (int)Math.Min(value, int.MaxValue);

    private static void Refuse(Http2ErrorCode code, string why) => Http2ConnectionException.Throw(code, why);
}
