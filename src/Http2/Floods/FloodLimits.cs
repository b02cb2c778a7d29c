namespace Push.Http2.Floods;

/// <summary>
/// How much of what costs the sender nothing is taken from a peer before the connection ends with ENHANCE_YOUR_CALM
/// (RFC 9113 §10.5). Each pair is a burst and what is forgiven per second.
/// </summary>
public sealed record FloodLimits
{
    /// <summary>SETTINGS frames, their answers, and table size updates at once. Default 100.</summary>
    public int SettingsBurst { get; init; } = 100;

    /// <summary>The same per second. Default 10.</summary>
    public int SettingsPerSecond { get; init; } = 10;

    /// <summary>PING frames at once, answers included. Default 1,000.</summary>
    public int PingBurst { get; init; } = 1_000;

    /// <summary>PING frames per second. Default 100.</summary>
    public int PingPerSecond { get; init; } = 100;

    /// <summary>Streams that end by a reset, the peer's or one that its errors caused, beyond those that useful work
    /// pays for. Default 5,000.</summary>
    public int ResetBurst { get; init; } = 5_000;

    /// <summary>Such streams per second. Default 1,000.</summary>
    public int ResetsPerSecond { get; init; } = 1_000;

    /// <summary>Frames that carry nothing beyond those that useful work pays for: empty DATA, PRIORITY, WINDOW_UPDATE,
    /// unknown types. Default 20,000.</summary>
    public int IdleFrameBurst { get; init; } = 20_000;

    /// <summary>Such frames per second. Default 2,000.</summary>
    public int IdleFramesPerSecond { get; init; } = 2_000;

    /// <summary>CONTINUATION frames of one field block. Default 64.</summary>
    public int ContinuationsPerBlock { get; init; } = 64;

    /// <summary>Bytes of one field block as it is sent, all its frames together; it is kept in memory until it is
    /// complete. Default 65,536.</summary>
    public int MaxBlockSize { get; init; } = 65_536;
}
