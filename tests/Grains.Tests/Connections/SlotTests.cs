using Push.Grains.Audiences;
using Push.Grains.Campaigns;
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

    [Fact]
    public async Task Slot_BeyondThoseConfigured_Serves()
    {
        // As in a cluster that is being changed over to fewer connections.
        var connection = shared.Cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(PushCluster.App, 7).ToString());
        Assert.Equal(Answer.Accepted, (await connection.SendBatch(Batch())).Answers.Single());
    }

    [Fact]
    public async Task Slot_OfAnAppThatIsNotConfigured_SendsNothingAndSaysWhy()
    {
        var connection = shared.Cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey("other", 0).ToString());
        var result = await connection.SendBatch(Batch());
        var receipt = await connection.Send(
            new SingleSend(Rows.TokenOf(1), PushCluster.Content()), TestContext.Current.CancellationToken);
        var notSent = new Answer(Apns.AttemptOutcome.NotSent, Apns.AttemptCause.NoConnection);
        Assert.Equal([notSent, notSent], [result.Answers.Single(), receipt.Answer]);
        Assert.All([result.Problem, receipt.Problem, (await connection.GetStatus()).Problem], problem =>
        {
            Assert.Equal(ProblemKind.Configuration, problem?.Kind);
            Assert.Contains("has no app 'other' in its configuration", problem?.Message, StringComparison.Ordinal);
        });
    }

    private static Batch Batch() => new(
        Guid.NewGuid(), PushCluster.Content() with { Topic = PushCluster.Topic }, Rows.Of([Rows.Member(1)]), TimeSpan.FromSeconds(30));
}
