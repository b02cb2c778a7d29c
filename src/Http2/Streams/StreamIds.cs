namespace Push.Http2.Streams;

/// <summary>
/// The stream ids of one connection (RFC 9113 §5.1.1): gives out a client's next id, and tells for both roles whether
/// an id is idle, that is, was never opened. Server push is off in both directions, so even ids are always idle.
/// </summary>
/// <remarks>A client's writer calls <see cref="TryOpen"/> while its reader judges frames: the two may be different
/// threads. Which of the opened streams are still open is the role's own table.</remarks>
public sealed class StreamIds
{
    /// <summary>The highest id there is: 2^31-1.</summary>
    public const int Last = int.MaxValue;

    private int _highest;

    /// <summary>Starts the ids of a connection.</summary>
    /// <param name="role">This endpoint's side.</param>
    /// <param name="highest">The highest id already used: 0 on a new connection; tests begin near the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or even and not 0.</exception>
    public StreamIds(Http2Role role, int highest = 0)
    {
        if (highest < 0 || (highest != 0 && highest % 2 == 0)) throw new ArgumentOutOfRangeException(nameof(highest));
        Role = role;
        _highest = highest;
    }

    /// <summary>This endpoint's side.</summary>
    public Http2Role Role { get; }

    /// <summary>The highest id opened so far, 0 before the first: what a server's GOAWAY names.</summary>
    public int Highest => Volatile.Read(ref _highest);

    /// <summary>How many more streams a client can open on this connection.</summary>
    public int Remaining => (int)(((long)Last - Highest + 1) / 2);

    /// <summary>Takes the next odd id of a client.</summary>
    /// <param name="streamId">The id, in ascending order; HEADERS must be written in the same order.</param>
    /// <returns>False when the ids are used up: the connection has to be replaced.</returns>
    public bool TryOpen(out int streamId)
    {
        var highest = Highest;
        if (highest == Last)
        {
            streamId = 0;
            return false;
        }

        streamId = highest == 0 ? 1 : highest + 2;
        Volatile.Write(ref _highest, streamId);
        return true;
    }

    /// <summary>Whether this id was never opened: frames on it, save HEADERS that open it on a server and PRIORITY,
    /// are a connection error PROTOCOL_ERROR (RFC 9113 §5.1).</summary>
    /// <param name="streamId">An id above 0.</param>
    public bool IsIdle(int streamId) => (streamId & 1) == 0 || streamId > Highest;

    /// <summary>A server saw HEADERS on an odd id: notes it when it is new.</summary>
    /// <returns>True when it opens a stream, false when it belongs to one that was opened before.</returns>
    internal bool Accept(int streamId)
    {
        if (streamId <= Highest) return false;
        Volatile.Write(ref _highest, streamId);
        return true;
    }
}
