namespace Push.Grains.Clusters;

/// <summary>One cluster of three silos for all tests that don't break it; each uses a list or devices of its own.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private PushCluster? _cluster;

    internal PushCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await PushCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared cluster";
}
