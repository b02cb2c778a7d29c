using Push.Grains.Clusters;

namespace Push.Grains.Connections;

[Collection(SharedClusterTests.Name)]
public sealed class SlotTests(SharedCluster shared)
{
    [Fact]
    public async Task Slots_ThreeOnThreeSilos_LiveOnOneEach()
    {
        var silos = new HashSet<string>();
        for (var slot = 0; slot < 3; slot++)
        {
            var connection = shared.Cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(PushCluster.App, slot).ToString());
            silos.Add((await connection.GetStatus()).Silo);
        }
        Assert.Equal(3, silos.Count);
    }

    [Fact]
    public async Task ProviderToken_ThreeSlotsOnThreeSilos_IsTheSame()
    {
        for (var slot = 0; slot < 3; slot++)
        {
            var connection = shared.Cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(PushCluster.App, slot).ToString());
            var token = Apns.DeviceToken.FromBytes(Tokens.Good(1, from: 500_000 + slot).Single());
            var receipt = await connection.Send(
                new SingleSend(token, PushCluster.Content()), TestContext.Current.CancellationToken);
            Assert.Equal(Apns.AttemptOutcome.Accepted, receipt.Answer.Outcome);
        }
        var tokens = shared.Cluster.Apns.Notifications
            .SelectMany(notification => notification.Headers)
            .Where(header => header.Key == "authorization")
            .Select(header => header.Value);
        Assert.Single(tokens.Distinct());
    }
}
