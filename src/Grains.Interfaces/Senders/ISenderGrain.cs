using Push.Grains.Campaigns;

namespace Push.Grains.Senders;

/// <summary>
/// Sends the chunks of one campaign through one connection slot. Key: <see cref="SenderKey"/>; it lives on the silo of
/// its connection slot and has no state: what it holds is leased.
/// </summary>
/// <remarks>Started by the campaign; pulls from <see cref="ILeaseDesk"/>, reads segments, calls its connection.</remarks>
[GrainInterfaceType("push.sender"), Alias("push.sender")]
public interface ISenderGrain : IGrainWithStringKey
{
    /// <summary>Begins to pull, or goes on; returns at once.</summary>
    /// <returns>False when its silo is about to stop: it is to be started elsewhere.</returns>
    [Alias("Start")]
    Task<bool> Start(SendingOrder order);

    /// <summary>Tells it how the campaign stands now, so that it does not learn it with its next report only.</summary>
    /// <param name="order">What it is to do.</param>
    /// <param name="revision">The number of the order: what was said before counts no more, even if it arrives later.</param>
    [Alias("Tell")]
    Task Tell(SenderOrder order, long revision);
}

/// <summary>What a sender has to know of its campaign.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Spec">What is sent.</param>
/// <param name="Nonce">16 random bytes of the campaign, from which every <c>apns-id</c> is computed.</param>
/// <param name="Chunks">Into how many hash classes the audience was spread when the campaign started.</param>
/// <param name="Before">Members are devices registered before this time, in milliseconds since 1970.</param>
[GenerateSerializer, Immutable, Alias("push.sending-order")]
public sealed record SendingOrder(
    [property: Id(0)] string Campaign,
    [property: Id(1)] CampaignSpec Spec,
    [property: Id(2)] Guid Nonce,
    [property: Id(3)] int Chunks,
    [property: Id(4)] long Before)
{
    /// <summary>The number of the order to send.</summary>
    [Id(5)]
    public long Revision { get; init; }
}
