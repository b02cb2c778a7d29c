using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>What a campaign knows of its senders, one per connection slot: whether each pulls, and when it was heard last.</summary>
internal sealed class SenderRoster(int slots, LeaseTimes times, TimeProvider time)
{
    private readonly Entry[] _slots = [.. Enumerable.Range(0, slots).Select(_ => new Entry())];

    /// <summary>The slots whose sender is to be started: it rests although there is work, or it has fallen silent.</summary>
    public IEnumerable<int> ToStart(Func<string, bool> isDead)
    {
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            var entry = _slots[slot];
            if (!entry.IsPulling || isDead(entry.Silo) || time.GetElapsedTime(entry.Heard) > times.Renewal * 1.5) yield return slot;
        }
    }

    public void Started(int slot) => Heard(slot, silo: "", pulls: true);

    /// <summary>A sender spoke.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="silo">Where it is.</param>
    /// <param name="pulls">Whether it goes on pulling.</param>
    public void Heard(int slot, string silo, bool pulls)
    {
        if ((uint)slot >= (uint)_slots.Length) return;
        _slots[slot] = new Entry { IsPulling = pulls, Heard = time.GetTimestamp(), Silo = silo };
    }

    private sealed record Entry
    {
        public bool IsPulling { get; init; }

        public long Heard { get; init; }

        public string Silo { get; init; } = "";
    }
}
