namespace Push.Http2.Settings;

/// <summary>What one SETTINGS frame of the peer changed, for those who act on it.</summary>
/// <param name="InitialWindowDelta">Bytes to add to the send window of every open stream; may be negative.</param>
/// <param name="SmallestHeaderTableSize">The smallest table size named in the frame, null when none was named: the
/// encoder must pass through it (RFC 7541 §4.2).</param>
/// <param name="HeaderTableSize">The last table size named in the frame, null when none was named.</param>
/// <param name="MaxConcurrentStreamsChanged">The stream limit is another than before.</param>
/// <param name="IsFirst">These are the peer's first SETTINGS.</param>
public readonly record struct SettingsChange(
    int InitialWindowDelta,
    uint? SmallestHeaderTableSize,
    uint? HeaderTableSize,
    bool MaxConcurrentStreamsChanged,
    bool IsFirst);
