using Push.Grains.Clusters;

namespace Push.Grains.Connections;

public sealed class SlotMoveTests
{
    [Fact]
    public async Task Silo_Joins_SlotsMoveToItOneAfterTheOther()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        Assert.Equal(2, (await SilosAsync(cluster)).Distinct().Count());
        await cluster.Silos.StartAdditionalSiloAsync();

        await Until.HoldsAsync(async () => (await SilosAsync(cluster)).Distinct().Count() == 3);
        Assert.Contains(cluster.Log.Lines, line => line.Contains("moves to another silo", StringComparison.Ordinal));
    }

    private static async Task<List<string>> SilosAsync(PushCluster cluster)
    {
        var silos = new List<string>();
        for (var slot = 0; slot < 3; slot++)
        {
            var connection = cluster.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(PushCluster.App, slot).ToString());
            silos.Add((await connection.GetStatus()).Silo);
        }
        return silos;
    }
}
