namespace Push.Grains.Senders;

/// <summary>The side of a campaign that senders see: chunks are leased, and reports counted once. Key: the campaign's.</summary>
/// <remarks>Called by <see cref="ISenderGrain"/>s only; implemented by the campaign.</remarks>
[GrainInterfaceType("push.lease-desk"), Alias("push.lease-desk")]
public interface ILeaseDesk : IGrainWithStringKey
{
    /// <summary>
    /// Takes reports, renews leases, and grants new ones. Both are in storage before the call returns. Repeating the
    /// call after a failure counts nothing twice.
    /// </summary>
    [Alias("Exchange"), ResponseTimeout("00:00:10")]
    Task<LeaseGrant> Exchange(LeaseRequest request);
}
