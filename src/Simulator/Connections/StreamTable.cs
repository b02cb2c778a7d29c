using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>The open streams of one connection, and the objects of closed ones, kept for the next.</summary>
internal sealed class StreamTable
{
    private readonly Dictionary<int, RequestStream> _open = [];
    private readonly Stack<RequestStream> _streams = new();
    private readonly Stack<RequestRecord> _records = new();

    public int Count => _open.Count;

    /// <summary>Most streams that were open at once.</summary>
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
        Most = Math.Max(Most, _open.Count);
        return stream;
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
