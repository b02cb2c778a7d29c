using System.Numerics;

namespace Push.Simulator.Ledgers;

/// <summary>
/// Counts answers of device tokens: an open-addressing table with linear probing, at most three quarters full, whose slots point to
/// the tokens' bytes. Not safe for threads: its owner locks it.
/// </summary>
internal sealed class TokenStripe
{
    private const int FirstSize = 16;

    private Slot[] _slots = new Slot[FirstSize];
    private byte[] _tokens = new byte[FirstSize * 33];
    private int _end = 1;
    private int _count;

    /// <summary>Counts an answer of <paramref name="token"/>; false when it is new and may not enter.</summary>
    public bool TryCount(ReadOnlySpan<byte> token, uint hash, bool accepted, bool mayEnter, out bool isNew)
    {
        int at = Locate(token, hash);
        isNew = _slots[at].Place == 0;
        if (isNew)
        {
            if (!mayEnter)
                return false;
            if ((_count + 1) * 4 > _slots.Length * 3)
            {
                Grow();
                at = Locate(token, hash);
            }

            _count++;
            _slots[at].Hash = hash;
            _slots[at].Place = Append(token);
        }

        _slots[at].Add(accepted);
        return true;
    }

    public AnswerCounts Find(ReadOnlySpan<byte> token, uint hash) => _slots[Locate(token, hash)].Counts;

    /// <summary>The tokens that were accepted so often, or more often.</summary>
    public List<TokenAnswers> Read(int acceptedAtLeast)
    {
        List<TokenAnswers> read = [];
        foreach (Slot slot in _slots)
        {
            if (slot.Place != 0 && slot.Counts.Accepted >= acceptedAtLeast)
                read.Add(new TokenAnswers(Convert.ToHexStringLower(Token(slot.Place)), slot.Counts));
        }

        return read;
    }

    /// <summary>Forgets everything and tells how many tokens there were.</summary>
    public int Clear()
    {
        int count = _count;
        _slots = new Slot[FirstSize];
        _tokens = new byte[FirstSize * 33];
        (_end, _count) = (1, 0);
        return count;
    }

    private ReadOnlySpan<byte> Token(int place) => _tokens.AsSpan(place + 1, _tokens[place]);

    private int Append(ReadOnlySpan<byte> token)
    {
        int place = _end;
        if (_tokens.Length - place < token.Length + 1)
            Array.Resize(ref _tokens, Math.Max(_tokens.Length * 2, place + token.Length + 1));
        _tokens[place] = (byte)token.Length;
        token.CopyTo(_tokens.AsSpan(place + 1));
        _end += token.Length + 1;
        return place;
    }

    private int Locate(ReadOnlySpan<byte> token, uint hash)
    {
        int mask = _slots.Length - 1;
        int at = (int)hash & mask;
        while (_slots[at].Place != 0 && !(_slots[at].Hash == hash && Token(_slots[at].Place).SequenceEqual(token)))
            at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        Slot[] larger = new Slot[BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        int mask = larger.Length - 1;
        foreach (Slot slot in _slots)
        {
            if (slot.Place == 0)
                continue;
            int at = (int)slot.Hash & mask;
            while (larger[at].Place != 0)
                at = (at + 1) & mask;
            larger[at] = slot;
        }

        _slots = larger;
    }

    /// <summary>12 bytes; <see cref="Place"/> is where the token's length and bytes stand, 0 for an empty slot.</summary>
    private struct Slot
    {
        public int Place;
        public uint Hash;
        private ushort _accepted;
        private ushort _rejected;

        public readonly AnswerCounts Counts => new(_accepted, _rejected);

        public void Add(bool accepted)
        {
            ref ushort count = ref accepted ? ref _accepted : ref _rejected;
            if (count < ushort.MaxValue)
                count++;
        }
    }
}
