using System.Collections.Immutable;

namespace Push.Grains.Senders;

/// <summary>What a campaign answers its sender.</summary>
/// <param name="Order">What the sender is to do.</param>
[GenerateSerializer, Immutable, Alias("push.lease-grant")]
public sealed record LeaseGrant([property: Id(0)] SenderOrder Order)
{
    /// <summary>New leases; fewer than wanted, or none, when there is nothing left or the campaign doesn't run.</summary>
    [Id(1)]
    public ImmutableArray<Lease> Leases { get; init; } = [];

    /// <summary>Leases that the sender holds no longer: nothing more is to be sent under them.</summary>
    [Id(2)]
    public ImmutableArray<long> Lost { get; init; } = [];

    /// <summary>In how long there will be more to lease, if that is known.</summary>
    [Id(3)]
    public TimeSpan? MoreIn { get; init; }

    /// <summary>The number of the order: an older one is no order any more.</summary>
    [Id(4)]
    public long Revision { get; init; }
}

/// <summary>What a sender is to do with what it holds.</summary>
public enum SenderOrder
{
    /// <summary>Send, report, and come back for more.</summary>
    Send,

    /// <summary>
    /// Write no more and take no more: what was not written is reported as owed, or handed back. The campaign starts its
    /// senders again when there is work.
    /// </summary>
    Finish,

    /// <summary>Write no more; what was not written ends as skipped.</summary>
    Cancel,
}
