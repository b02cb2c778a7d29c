using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// When leases end. Kept in memory only: a new activation of the campaign gives each open lease of a living silo its
/// full time again.
/// </summary>
internal sealed class LeaseClock(LeaseTimes times, TimeProvider time)
{
    private readonly Dictionary<long, long> _renewed = [];
    private readonly HashSet<long> _takenUp = [];

    /// <summary>A lease that was granted by an earlier activation.</summary>
    public void TakeUp(long lease)
    {
        _takenUp.Add(lease);
        Renew(lease);
    }

    public void Renew(long lease) => _renewed[lease] = time.GetTimestamp();

    public void Forget(long lease)
    {
        _renewed.Remove(lease);
        _takenUp.Remove(lease);
    }

    /// <summary>The leases that ended, grace included, and those whose silo is dead: nothing more comes from there.</summary>
    public List<OpenLease> Ended(IEnumerable<OpenLease> open, Func<string, Vitality> lifeOf) =>
        [.. open.Where(lease => HasEnded(lease.Number) || IsOrphan(lease, lifeOf(lease.Silo)))];

    // A silo to which this activation gave a lease may be so new that the membership isn't known here yet.
    private bool IsOrphan(OpenLease lease, Vitality life) =>
        life == Vitality.Dead || (life == Vitality.Absent && _takenUp.Contains(lease.Number));

    private bool HasEnded(long lease) =>
        !_renewed.TryGetValue(lease, out var renewed) || time.GetElapsedTime(renewed) > times.Length + times.Grace;
}
