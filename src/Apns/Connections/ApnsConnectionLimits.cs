using Push.Http2.Settings;

namespace Push.Apns.Connections;

/// <summary>What the peer's SETTINGS say (RFC 9113 section 6.5.2). <see cref="int.MaxValue"/> stands for no limit.</summary>
/// <param name="ConcurrentStreams">Streams that may be open at once.</param>
/// <param name="InitialWindow">The window of a new stream, bytes: no payload may be larger.</param>
/// <param name="HeaderTable">The peer's HPACK table, bytes.</param>
/// <param name="FrameSize">The largest frame, bytes.</param>
/// <param name="HeaderList">The largest header list, bytes with 32 per field.</param>
public sealed record ApnsConnectionLimits(int ConcurrentStreams, int InitialWindow, long HeaderTable, int FrameSize, int HeaderList)
{
    internal static ApnsConnectionLimits Of(PeerSettings peer) =>
        new(peer.MaxConcurrentStreams, peer.InitialWindowSize, peer.HeaderTableSize, peer.MaxFrameSize, peer.MaxHeaderListSize);
}
