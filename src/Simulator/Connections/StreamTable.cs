using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>The open streams of one connection, and the objects of closed ones, kept for the next.</summary>
internal sealed class StreamTable
{
    private readonly Dictionary<int, RequestStream> _open = [];
    private readonly Stack<RequestStream> _streams = new();
    private readonly Stack<RequestRecord> _records = new();
    private int _unsent;
    private long _writes;

    public int Count => _open.Count;

    /// <summary>Most streams that were open at once in the eyes of the peer, to whom those whose answer still waits to be sent are open.</summary>
    public int Most { get; private set; }

    public Dictionary<int, RequestStream>.ValueCollection Open => _open.Values;

    public RequestStream? Find(int id) => _open.GetValueOrDefault(id);

    public RequestStream Add(int id, int sendWindow)
    {
        RequestStream stream = _streams.TryPop(out RequestStream? used) ? used : new RequestStream();
        RequestRecord record = _records.TryPop(out RequestRecord? old) ? old : new RequestRecord();
        record.Clear();
        stream.Open(id, record, sendWindow);
        _open.Add(id, stream);
        Most = Math.Max(Most, _open.Count + _unsent);
        return stream;
    }

    /// <summary>Removes a stream whose answer is written, but not sent yet.</summary>
    public void RemoveAnswered(RequestStream stream)
    {
        Remove(stream);
        _unsent++;
    }

    /// <summary>Learns how many writes have begun: with each, all answers written before it are sent.</summary>
    public void OnWrites(long writes)
    {
        if (writes != _writes)
            _unsent = 0;
        _writes = writes;
    }

    public void Remove(RequestStream stream)
    {
        _open.Remove(stream.Id);
        if (stream.Record is { } record)
            Keep(record);
        stream.Record = null;
        _streams.Push(stream);
    }

    /// <summary>Takes a record that nobody needs any more.</summary>
    public void Keep(RequestRecord record) => _records.Push(record);
}
