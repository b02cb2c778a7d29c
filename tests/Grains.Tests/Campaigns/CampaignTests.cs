using Push.Grains.Clusters;

namespace Push.Grains.Campaigns;

public sealed class CampaignTests
{
    [Fact]
    public async Task Campaign_ImportedList_EndsWithEveryDeviceAccountedFor()
    {
        await using var cluster = await PushCluster.StartAsync();
        var import = await cluster.ImportAsync("all", [.. Tokens.Good(5000), .. Tokens.Dead(50), .. Tokens.Bad(25), .. Tokens.Good(10)]);
        Assert.Equal((5075, 10, 5075), (import.Added, import.Duplicates, import.Devices));

        var campaign = await cluster.CreateAsync(PushCluster.Spec("all"));
        await campaign.Start();
        var end = await campaign.WaitForEndAsync();

        Assert.Equal(CampaignState.Finished, end.State);
        Assert.Equal(5075, end.Counts.Audience);
        Assert.Equal(5000, end.Counts.Accepted);
        Assert.Equal([new("410 Unregistered", 50), new("400 BadDeviceToken", 25)], end.Counts.RejectedBy.AsEnumerable());
        Assert.Equal((50, 25), (end.Counts.Retired, end.Counts.Proposed));
        Assert.Equal(5000, cluster.Apns.Stats.Answers.Accepted);
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }
}
