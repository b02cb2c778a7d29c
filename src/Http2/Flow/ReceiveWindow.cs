namespace Push.Http2.Flow;

/// <summary>
/// How much DATA we let the peer send, on one stream or on the connection (RFC 9113 §6.9), and when to give some back.
/// What arrives is taken with its padding; what was handled or dropped is returned, and a WINDOW_UPDATE falls due when
/// half of the window has gathered, so that small bodies don't cost a frame each.
/// </summary>
public struct ReceiveWindow
{
    private int _size;
    private int _available;
    private int _returned;

    /// <summary>Starts a window.</summary>
    /// <param name="size">The size that the peer knows of: our SETTINGS_INITIAL_WINDOW_SIZE for a stream, 65,535 for
    /// the connection.</param>
    public ReceiveWindow(int size) => _size = _available = size;

    /// <summary>Bytes the peer may still send.</summary>
    public readonly int Available => _available;

    /// <summary>Takes a DATA frame.</summary>
    /// <param name="flowControlled">Its payload with padding.</param>
    /// <returns>False when the peer sent more than it may: FLOW_CONTROL_ERROR, on the stream or the
    /// connection.</returns>
    public bool TryTake(int flowControlled)
    {
        if (flowControlled > _available && flowControlled > 0) return false;
        _available -= flowControlled;
        return true;
    }

    /// <summary>Returns bytes that were taken before.</summary>
    /// <returns>The increment of the WINDOW_UPDATE to send now, or 0 when none is due yet.</returns>
    public int Return(int flowControlled)
    {
        _returned += flowControlled;
        if (_returned == 0 || _returned < _size / 2) return 0;
        var increment = _returned;
        _returned = 0;
        _available += increment;
        return increment;
    }

    /// <summary>Makes the window larger than the protocol's first 65,535 bytes.</summary>
    /// <param name="size">The wanted size, at most 2^31-1.</param>
    /// <returns>The increment of the WINDOW_UPDATE to send now, or 0 when the window is that large already.</returns>
    public int GrowTo(int size)
    {
        if (size <= _size) return 0;
        var increment = size - _size;
        _size = size;
        _available += increment;
        return increment;
    }

    /// <summary>Follows a change of our SETTINGS_INITIAL_WINDOW_SIZE, once the peer has acknowledged it (stream windows
    /// only).</summary>
    public void Resize(int size)
    {
        _available += size - _size;
        _size = size;
    }
}
