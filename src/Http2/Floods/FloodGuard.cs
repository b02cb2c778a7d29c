using Push.Http2.Errors;
using Push.Http2.Streams;

namespace Push.Http2.Floods;

/// <summary>
/// Weighs what a peer sends at no cost to itself against useful work and time. The <see cref="Frames.FrameReader"/>
/// feeds it; a role adds what only it knows. Not synchronised: a role that adds from elsewhere than the handler guards
/// both. Every method may throw <see cref="Http2ConnectionException"/> with ENHANCE_YOUR_CALM.</summary>
public sealed class FloodGuard
{
    private readonly FloodLimits _limits;
    private readonly TimeProvider _time;
    private readonly StreamIds _streams;
    private Allowance _settings;
    private Allowance _pings;
    private Allowance _resets;
    private Allowance _idle;
    private long _expectedResets;

    internal FloodGuard(FloodLimits limits, TimeProvider time, StreamIds streams)
    {
        (_limits, _time, _streams) = (limits, time, streams);
        var now = time.GetTimestamp();
        _settings = new(limits.SettingsBurst, limits.SettingsPerSecond, now);
        _pings = new(limits.PingBurst, limits.PingPerSecond, now);
        _resets = new(limits.ResetBurst, limits.ResetsPerSecond, now);
        _idle = new(limits.IdleFrameBurst, limits.IdleFramesPerSecond, now);
    }

    /// <summary>A server answered a request in full: that pays for a later reset. Without this call only time
    /// does.</summary>
    public void OnAnswered() => _resets.Earn(1);

    /// <summary>A stream ends because of the peer: its RST_STREAM, or an error of its that we answer with ours. A
    /// client's own requests pay for one reset each; a server calls this for stream errors that it finds
    /// itself.</summary>
    public void OnReset()
    {
        if (_streams.Role == Http2Role.Client && _expectedResets < (_streams.Highest + 1L) / 2)
        {
            _expectedResets++;
            return;
        }

        if (!_resets.TrySpend(_time)) Close("Too many streams were reset");
    }

    internal void OnUsefulFrame() => _idle.Earn(2);

    internal void OnIdleFrame()
    {
        if (!_idle.TrySpend(_time)) Close("Too many frames without content");
    }

    internal void OnSettings()
    {
        if (!_settings.TrySpend(_time)) Close("Too many SETTINGS frames");
    }

    internal void OnTableSizeUpdates(int count)
    {
        for (; count > 0; count--)
            if (!_settings.TrySpend(_time)) Close("Too many table size updates");
    }

    internal void OnPing()
    {
        if (!_pings.TrySpend(_time)) Close("Too many PING frames");
    }

    internal void OnBlockFragment(int fragments, int blockSize)
    {
        if (blockSize > _limits.MaxBlockSize) Close("A field block is too large");
        if (fragments > _limits.ContinuationsPerBlock) Close("A field block has too many CONTINUATION frames");
    }

    private static void Close(string why) => Http2ConnectionException.Throw(Http2ErrorCode.EnhanceYourCalm, why);
}
