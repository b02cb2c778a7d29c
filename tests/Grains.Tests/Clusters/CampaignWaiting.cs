using Push.Grains.Campaigns;

namespace Push.Grains.Clusters;

/// <summary>Waits for campaigns, and checks at every look that the counts add up.</summary>
internal static class CampaignWaiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<CampaignStatus> WaitAsync(
        this ICampaignGrain campaign, Func<CampaignStatus, bool> condition, TimeSpan? patience = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(patience ?? Patience);
        CampaignStatus? last = null;
        try
        {
            await foreach (var status in campaign.WatchAsync(TimeSpan.FromMilliseconds(20), cancellationToken: deadline.Token))
            {
                last = status;
                var counts = status.Counts;
                Assert.Equal(counts.Audience, counts.Pending + counts.Accepted + counts.Rejected + counts.Skipped + counts.Unknown);
                Assert.True(counts.Pending >= 0);
                if (condition(status)) return status;
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
        }
        throw new TimeoutException($"The campaign did not come where it should: {last?.State} {last?.Counts} {last?.Problem}");
    }

    public static Task<CampaignStatus> WaitForEndAsync(this ICampaignGrain campaign) => campaign.WaitAsync(status => status.HasEnded);
}
