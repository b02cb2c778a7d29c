namespace Push.Simulator.Connections;

/// <summary>Counts over all connections of a simulator.</summary>
internal sealed class ConnectionCounts
{
    private int _open;
    private long _total;
    private int _mostStreams;
    private long _refusedStreams;
    private long _connectionErrors;

    public int Open => Volatile.Read(ref _open);

    public long Total => Interlocked.Read(ref _total);

    public int MostStreams => Volatile.Read(ref _mostStreams);

    public long RefusedStreams => Interlocked.Read(ref _refusedStreams);

    public long ConnectionErrors => Interlocked.Read(ref _connectionErrors);

    public void Opened()
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _total);
    }

    public void Closed() => Interlocked.Decrement(ref _open);

    public void StreamRefused() => Interlocked.Increment(ref _refusedStreams);

    public void ConnectionError() => Interlocked.Increment(ref _connectionErrors);

    public void SawStreams(int most)
    {
        int seen = MostStreams;
        while (most > seen)
        {
            int before = Interlocked.CompareExchange(ref _mostStreams, most, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    /// <summary>Begins counting anew; connections that are open stay counted as open.</summary>
    public void Clear()
    {
        Interlocked.Exchange(ref _total, Open);
        Interlocked.Exchange(ref _mostStreams, 0);
        Interlocked.Exchange(ref _refusedStreams, 0);
        Interlocked.Exchange(ref _connectionErrors, 0);
    }
}
