using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// When leases end. Kept in memory only: a new activation of the campaign gives each open lease its full time again, unless
/// its silo is dead.
/// </summary>
internal sealed class LeaseClock(LeaseTimes times, TimeProvider time)
{
    private readonly Dictionary<long, long> _renewed = [];

    public void Renew(long lease) => _renewed[lease] = time.GetTimestamp();

    public void Forget(long lease) => _renewed.Remove(lease);

    /// <summary>The leases that ended, grace included, and those whose silo is dead: nothing more comes from there.</summary>
    public List<OpenLease> Ended(IEnumerable<OpenLease> open, Func<string, bool> isDead) =>
        [.. open.Where(lease => HasEnded(lease.Number) || isDead(lease.Silo))];

    private bool HasEnded(long lease) =>
        !_renewed.TryGetValue(lease, out var renewed) || time.GetElapsedTime(renewed) > times.Length + times.Grace;
}
