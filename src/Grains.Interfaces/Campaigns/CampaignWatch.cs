using System.Runtime.CompilerServices;

namespace Push.Grains.Campaigns;

/// <summary>Follows a campaign.</summary>
public static class CampaignWatch
{
    /// <summary>
    /// The campaign's status now and then at every interval, the last one when it has ended. It asks again and again
    /// instead of holding a stream, so it outlives every silo but the caller's own client.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <param name="cancellationToken">Ends the watching, not the campaign.</param>
    /// <exception cref="Notifications.PushRequestException">There is no such campaign.</exception>
    public static async IAsyncEnumerable<CampaignStatus> WatchAsync(
        this ICampaignGrain campaign,
        TimeSpan interval,
        TimeProvider? time = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var status = await campaign.GetStatus().WaitAsync(cancellationToken)
                ?? throw new Notifications.PushRequestException(
                    Notifications.RequestFault.UnknownCampaign, "There is no such campaign.");
            yield return status;
            if (status.HasEnded) yield break;
            await Task.Delay(interval, time ?? TimeProvider.System, cancellationToken);
        }
    }
}
