namespace Push.Http2.Flow;

/// <summary>
/// How much DATA the peer lets us send, on one stream or on the connection (RFC 9113 §6.9). Not synchronised: its owner
/// guards it.
/// </summary>
/// <param name="initial">The first size, bytes.</param>
public struct SendWindow(int initial)
{
    /// <summary>Bytes that may be sent now. Negative after the peer lowered SETTINGS_INITIAL_WINDOW_SIZE below what is
    /// in flight (§6.9.2); nothing may be sent until it is above 0 again.</summary>
    public int Available { get; private set; } = initial;

    /// <summary>Takes bytes for a DATA frame that is sent whole or not at all. 0 bytes always fit.</summary>
    /// <returns>False, and nothing taken, when they don't fit.</returns>
    public bool TryTake(int bytes)
    {
        if (bytes > Available && bytes > 0) return false;
        Available -= bytes;
        return true;
    }

    /// <summary>Adds what WINDOW_UPDATE gives.</summary>
    /// <returns>False when the window would pass 2^31-1: FLOW_CONTROL_ERROR, on the stream or the connection it is
    /// of.</returns>
    public bool TryAdd(int increment) => TryAdjust(increment);

    /// <summary>Applies a change of SETTINGS_INITIAL_WINDOW_SIZE to an open stream's window.</summary>
    /// <returns>False when the window would pass 2^31-1: a connection error FLOW_CONTROL_ERROR (§6.9.2).</returns>
    public bool TryAdjust(int delta)
    {
        var sum = (long)Available + delta;
        if (sum is > int.MaxValue or < int.MinValue) return false;
        Available = (int)sum;
        return true;
    }
}
