using Push.Http2.Settings;

namespace Push.Simulator.Connections;

/// <summary>
/// How much DATA a peer may send on the connection: 65,535 bytes that are never enlarged, as at Apple. What was received is given
/// back in small amounts, so that a peer with a full window really gets 65,535 bytes per round trip.
/// </summary>
internal struct ConnectionWindow()
{
    private const int LeastUpdate = 1024;

    private int _available = PeerSettings.DefaultInitialWindowSize;
    private int _taken;

    /// <summary>Takes a DATA frame; false when the peer had no window for it.</summary>
    public bool TryTake(int bytes)
    {
        if (bytes > _available)
            return false;
        _available -= bytes;
        _taken += bytes;
        return true;
    }

    /// <summary>The increment of the WINDOW_UPDATE that is due, or 0.</summary>
    public int TakeDue()
    {
        if (_taken < LeastUpdate)
            return 0;
        int due = _taken;
        _taken = 0;
        return due;
    }

    /// <summary>A WINDOW_UPDATE was written: from now on the peer may use it.</summary>
    public void Give(int increment) => _available += increment;
}
