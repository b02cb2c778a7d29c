using System.Numerics;
using System.Runtime.InteropServices;

namespace Push.Simulator.Ledgers;

/// <summary>An open-addressing table with linear probing, at most three quarters full. Not safe for threads: its owner locks it.</summary>
internal sealed class FingerprintStripe
{
    private const int FirstSize = 16;

    private Slot[] _slots = new Slot[FirstSize];
    private int _count;

    /// <summary>Counts an answer of <paramref name="key"/>; false when it is new and may not enter.</summary>
    public bool TryCount(UInt128 key, ulong place, bool accepted, bool mayEnter, out AnswerCounts before)
    {
        ref Slot slot = ref Locate(_slots, (ulong)key, (ulong)(key >> 64), place);
        before = slot.Counts;
        if (slot.IsEmpty)
        {
            if (!mayEnter)
                return false;
            if ((_count + 1) * 4 > _slots.Length * 3)
            {
                Grow();
                slot = ref Locate(_slots, (ulong)key, (ulong)(key >> 64), place);
            }

            _count++;
            slot.Low = (ulong)key;
            slot.High = (ulong)(key >> 64);
            slot.PlaceBits = (uint)place;
        }

        slot.Add(accepted);
        return true;
    }

    public AnswerCounts Find(UInt128 key, ulong place) => Locate(_slots, (ulong)key, (ulong)(key >> 64), place).Counts;

    /// <summary>The keys accepted so often or more often.</summary>
    public List<KeyValuePair<UInt128, AnswerCounts>> Read(int acceptedAtLeast)
    {
        List<KeyValuePair<UInt128, AnswerCounts>> read = [];
        foreach (Slot slot in _slots)
        {
            if (!slot.IsEmpty && slot.Counts.Accepted >= acceptedAtLeast)
                read.Add(new(new UInt128(slot.High, slot.Low), slot.Counts));
        }

        return read;
    }

    /// <summary>Forgets everything and tells how many keys there were.</summary>
    public int Clear()
    {
        int count = _count;
        _slots = new Slot[FirstSize];
        _count = 0;
        return count;
    }

    private void Grow()
    {
        Slot[] larger = new Slot[BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (!slot.IsEmpty)
                Locate(larger, slot.Low, slot.High, slot.PlaceBits) = slot;
        }

        _slots = larger;
    }

    private static ref Slot Locate(Slot[] slots, ulong low, ulong high, ulong place)
    {
        int mask = slots.Length - 1;
        int at = (int)place & mask;
        while (!slots[at].IsEmpty && (slots[at].Low != low || slots[at].High != high))
            at = (at + 1) & mask;
        return ref slots[at];
    }

    /// <summary>24 bytes; the 32 bits of the place spare hashing again when the table grows.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public uint PlaceBits;
        private ushort _accepted;
        private ushort _rejected;

        public readonly bool IsEmpty => (_accepted | _rejected) == 0;

        public readonly AnswerCounts Counts => new(_accepted, _rejected);

        public void Add(bool accepted)
        {
            ref ushort count = ref accepted ? ref _accepted : ref _rejected;
            if (count < ushort.MaxValue)
                count++;
        }
    }
}
