namespace Push.Http2.Settings;

/// <summary>The parameters of SETTINGS (RFC 9113 §6.5.2). Unknown ones are ignored.</summary>
public enum SettingId : ushort
{
    /// <summary>The largest HPACK dynamic table the sender keeps for decoding, in bytes. First 4,096.</summary>
    HeaderTableSize = 0x1,

    /// <summary>Whether a server may push: 0 or 1. First 1.</summary>
    EnablePush = 0x2,

    /// <summary>How many streams the receiver may have open at once. First unlimited.</summary>
    MaxConcurrentStreams = 0x3,

    /// <summary>The window each stream starts with, in bytes; a change applies to open streams too. First
    /// 65,535.</summary>
    InitialWindowSize = 0x4,

    /// <summary>The largest frame payload the sender takes: 16,384 to 2^24-1 bytes. First 16,384.</summary>
    MaxFrameSize = 0x5,

    /// <summary>The largest list of fields the sender takes: names and values and 32 bytes a field. First
    /// unlimited.</summary>
    MaxHeaderListSize = 0x6,
}
