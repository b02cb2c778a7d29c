using Push.Http2.Flow;
using Push.Http2.Settings;
using Push.Http2.Streams;

namespace Push.Apns.Connections;

/// <summary>
/// Whether one more stream may be opened: the peer's limit, which always holds; one stream only until the credential has
/// proved itself, and again after it was refused; and both windows holding the whole payload, so that no stream is ever left half written. Batches
/// leave a reserve for single sends. Guarded by the connection's gate.
/// </summary>
/// <param name="mustProve">The connection uses provider tokens: APNs allows one stream until it has seen a valid one.</param>
/// <param name="ownLimit">The most streams to open, whatever the peer allows.</param>
internal sealed class StreamBudget(bool mustProve, int ownLimit)
{
    private SendWindow _connection = new(PeerSettings.DefaultInitialWindowSize);
    private int _largest = PeerSettings.DefaultInitialWindowSize;
    private bool _proven = !mustProve;
    private int _closedAt;

    public PeerSettings Peer { get; } = new(Http2Role.Client);

    /// <summary>How many streams may be open now; 0 before the peer's first SETTINGS.</summary>
    public int Limit => !Peer.IsReceived ? 0
        : _proven ? Math.Min(ownLimit, Peer.MaxConcurrentStreams)
        : Math.Min(1, Peer.MaxConcurrentStreams);

    // One in a hundred streams and a sixty-fourth of the window: enough that a single send need not wait for a round
    // trip, too little to be missed by a batch.
    private int ReservedStreams => Math.Min(Limit / 50, 10);

    private int ReservedWindow => _largest / 64;

    /// <summary>Whether a stream with a payload may be opened beside those that are open.</summary>
    public bool MayOpen(bool single, int payload, int open)
    {
        if (payload > Peer.InitialWindowSize) return false;
        if (single || open == 0) return open < Limit && payload <= _connection.Available;
        return open < Limit - ReservedStreams && payload <= _connection.Available - ReservedWindow;
    }

    /// <summary>
    /// Whether it is worth while to go on with a batch. When all streams are in use and answers come one by one, a write
    /// for each freed stream would cost ten times as much as one for a handful; so a batch waits until a few are free.
    /// What is open then will be answered, and the batch looked at again.
    /// </summary>
    public bool IsWorthABatch(int payload, int open) =>
        open <= Limit - ReservedStreams - Math.Min(Limit / 64, 16)
        && _connection.Available - ReservedWindow >= Math.Min(8 * payload, _largest / 32);

    /// <summary>Takes a payload that <see cref="MayOpen"/> allowed, and gives the window of its new stream.</summary>
    public SendWindow Take(int payload)
    {
        _connection.TryTake(payload);
        return new SendWindow(Peer.InitialWindowSize - payload);
    }

    /// <summary>WINDOW_UPDATE for the connection.</summary>
    /// <returns>False when the window would pass 2^31-1.</returns>
    public bool TryGive(int increment)
    {
        if (!_connection.TryAdd(increment)) return false;
        _largest = Math.Max(_largest, _connection.Available);
        return true;
    }

    /// <summary>
    /// A request was answered. The first 403 closes the gate: what is under way ends, and then one request goes out as a
    /// probe. Any other answer to it shows that the credential is taken, and opens the gate again.
    /// </summary>
    /// <param name="status">The status.</param>
    /// <param name="streamId">The stream answered.</param>
    /// <param name="lastOpened">The stream opened last.</param>
    /// <returns>Whether a probe was refused: then nothing of what waits would fare better.</returns>
    public bool Answered(int status, int streamId, int lastOpened)
    {
        // What was sent before the gate closed proves nothing about after.
        var isProbe = streamId > _closedAt;
        if (status != 403)
        {
            if (isProbe) (_proven, _closedAt) = (true, 0);
            return false;
        }

        var refused = _closedAt > 0 && isProbe;
        if (isProbe) (_proven, _closedAt) = (false, lastOpened);
        return refused;
    }
}
