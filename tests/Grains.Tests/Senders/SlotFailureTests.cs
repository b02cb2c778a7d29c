using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>Slots that can't be had: what fails before anything is sent leaves nobody unknown, not even at most once.</summary>
public sealed class SlotFailureTests
{
    [Theory]
    [InlineData(1, 6)]
    [InlineData(6, 1)]
    public async Task Silos_DifferInConnections_EverybodyIsAccepted(int one, int other)
    {
        var silos = 0;
        await using var cluster = await PushCluster.StartAsync(silos: 2, configure: options =>
            options.Apps[PushCluster.App].Connections = Interlocked.Increment(ref silos) == 1 ? one : other);
        await cluster.ImportAsync("list", Tokens.Good(2000));
        // Campaigns live on either silo.
        for (var i = 0; i < 3; i++)
        {
            var campaign = await cluster.CreateAsync(PushCluster.Spec("list", UnknownPolicy.AtMostOnce));
            await campaign.Start();
            var counts = (await campaign.WaitForEndAsync()).Counts;
            Assert.Equal((2000, 0), (counts.Accepted, counts.Unknown));
        }
    }

    [Fact]
    public async Task Slot_FailsBeforeItIsReached_EverybodyIsSentToLaterAndMeanwhileItIsSaid()
    {
        var fails = true;
        await using var cluster = await PushCluster.StartAsync(silos: 1, host: silo => silo.AddIncomingGrainCallFilter(
            context => fails && context.InterfaceName.Contains(nameof(IConnectionGrain), StringComparison.Ordinal)
                ? throw new InvalidOperationException("no slot today")
                : context.Invoke()));
        await cluster.ImportAsync("list", Tokens.Good(300));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list", UnknownPolicy.AtMostOnce));
        await campaign.Start();
        var waiting = await campaign.WaitAsync(status => status.Problem is not null);
        Assert.Equal(ProblemKind.Connection, waiting.Problem!.Kind);
        Assert.EndsWith("of app demo doesn't answer: no slot today", waiting.Problem.Message, StringComparison.Ordinal);

        Volatile.Write(ref fails, false);
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((300, 0), (end.Counts.Accepted, end.Counts.Unknown));
        Assert.Null(end.Problem);
    }
}
