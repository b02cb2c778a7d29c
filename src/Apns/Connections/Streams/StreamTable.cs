namespace Push.Apns.Connections;

/// <summary>
/// The open streams of a connection. Slots are recycled and never allocated one by one. A stream's slot is found by
/// its id in an open-addressed index; since ids go up in steps of two, nearly every stream lies at its home position,
/// and one that lingers for seconds costs its neighbours one probe. Streams are also chained in the order of opening.
/// </summary>
internal sealed class StreamTable
{
    public const int None = -1;

    private StreamSlot[] _slots = new StreamSlot[16];
    private int[] _free = new int[16];
    private int[] _index = [];
    private int _mask;
    private int _freeCount;

    public StreamTable()
    {
        for (var i = _slots.Length - 1; i >= 0; i--) _free[_freeCount++] = i;
        Rehash();
    }

    public int Count { get; private set; }

    /// <summary>The slot of the stream opened first, or <see cref="None"/>.</summary>
    public int Oldest { get; private set; } = None;

    private int Youngest { get; set; } = None;

    /// <summary>The slot at a position. The reference holds until the next <see cref="Add"/>.</summary>
    public ref StreamSlot this[int slot] => ref _slots[slot];

    /// <summary>Takes a slot for a stream whose id is higher than all before.</summary>
    public int Add(int streamId)
    {
        if (_freeCount == 0) Grow();
        var slot = _free[--_freeCount];
        ref var stream = ref _slots[slot];
        stream.StreamId = streamId;
        stream.Older = Youngest;
        stream.Younger = None;
        if (Youngest == None) Oldest = slot;
        else _slots[Youngest].Younger = slot;
        Youngest = slot;
        Place(slot);
        Count++;
        return slot;
    }

    /// <summary>The slot of a stream, or <see cref="None"/> if it isn't open.</summary>
    public int Find(int streamId)
    {
        var distance = 0;
        for (var at = Home(streamId); ; at = (at + 1) & _mask, distance++)
        {
            var slot = _index[at];
            if (slot == None || _slots[slot].StreamId == streamId) return slot;
            if (Distance(at) < distance) return None;
        }
    }

    public void Remove(int slot)
    {
        ref var stream = ref _slots[slot];
        if (stream.Older == None) Oldest = stream.Younger;
        else _slots[stream.Older].Younger = stream.Younger;
        if (stream.Younger == None) Youngest = stream.Older;
        else _slots[stream.Younger].Older = stream.Older;
        Displace(stream.StreamId);
        stream = default;
        _free[_freeCount++] = slot;
        Count--;
    }

    private int Home(int streamId) => (streamId >>> 1) & _mask;

    // How far from its home position an entry lies.
    private int Distance(int at) => (at - Home(_slots[_index[at]].StreamId)) & _mask;

    // Robin Hood: who is farther from home keeps the place. So an entry at home ends every search and every shift, though
    // the open streams of a busy connection lie in one long run.
    private void Place(int slot)
    {
        var distance = 0;
        for (var at = Home(_slots[slot].StreamId); ; at = (at + 1) & _mask, distance++)
        {
            if (_index[at] == None)
            {
                _index[at] = slot;
                return;
            }

            if (Distance(at) is var other && other < distance)
            {
                (slot, _index[at]) = (_index[at], slot);
                distance = other;
            }
        }
    }

    // Deletion by shifting back: no tombstones, so a busy connection never has to rebuild its index.
    private void Displace(int streamId)
    {
        var hole = Home(streamId);
        while (_slots[_index[hole]].StreamId != streamId) hole = (hole + 1) & _mask;
        for (var next = (hole + 1) & _mask; _index[next] != None && Distance(next) > 0; next = (next + 1) & _mask)
        {
            _index[hole] = _index[next];
            hole = next;
        }

        _index[hole] = None;
    }

    private void Grow()
    {
        var size = _slots.Length;
        Array.Resize(ref _slots, size * 2);
        Array.Resize(ref _free, size * 2);
        for (var i = size * 2 - 1; i >= size; i--) _free[_freeCount++] = i;
        Rehash();
    }

    private void Rehash()
    {
        _mask = _slots.Length * 4 - 1;
        _index = new int[_mask + 1];
        Array.Fill(_index, None);
        for (var slot = Oldest; slot != None; slot = _slots[slot].Younger) Place(slot);
    }
}
