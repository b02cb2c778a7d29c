using Push.Http2.Floods;

namespace Push.Http2.Frames;

/// <summary>The limits of a <see cref="FrameReader"/>.</summary>
public sealed record FrameReaderOptions
{
    /// <summary>The largest payload taken, bytes: our SETTINGS_MAX_FRAME_SIZE, 16,384 to 2^24-1. Default
    /// 16,384.</summary>
    public int MaxFrameSize { get; init; } = FrameHeader.DefaultMaxLength;

    /// <summary>What is taken before a peer counts as an attacker.</summary>
    public FloodLimits Floods { get; init; } = new();

    /// <summary>The clock of the flood limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
