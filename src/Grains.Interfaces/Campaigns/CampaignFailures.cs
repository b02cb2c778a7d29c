using System.Runtime.CompilerServices;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

/// <summary>Reads whom a campaign could not reach.</summary>
public static class CampaignFailures
{
    /// <summary>
    /// Every device that has ended otherwise than accepted, with the reason; of a campaign that runs, those so far. Devices
    /// that had left the audience before their turn are counted only. It is read page by page, so it outlives any silo.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PushRequestException">There is no such campaign.</exception>
    public static async IAsyncEnumerable<CampaignFailure> ReadFailuresAsync(
        this ICampaignGrain campaign, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int? from = 0; from is { } next;)
        {
            var page = await campaign.GetFailures(next).WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var failure in FailureBlock.Unpack(page.Failures)) yield return failure;
            from = page.Next;
        }
    }
}
