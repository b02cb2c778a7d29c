using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Simulator;
using Push.Simulator.Faults;
using Push.Testing;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>
/// A campaign to <see cref="GuaranteeSize.Devices"/> good devices while something goes wrong, and the check that follows:
/// the counts add up at every look, nobody is lost, and nobody gets it twice unannounced.
/// </summary>
internal sealed class FaultyCampaign : IAsyncDisposable
{
    public const string List = "list";

    // Connections are opened and closed all the time here; a real campaign would not be slowed down by that either.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _fault;
    private readonly byte[][] _tokens;

    private FaultyCampaign(string fault, PushCluster cluster, byte[][] tokens)
    {
        (_fault, Cluster, _tokens) = (fault, cluster, tokens);
    }

    public PushCluster Cluster { get; }

    public ICampaignGrain Campaign { get; private set; } = null!;

    public ApnsSimulator Apns => Cluster.Apns;

    /// <summary>Answers take their time and streams are few, so that the fault finds the campaign under way.</summary>
    public static SimulatorOptions Simulator { get; } = new()
    {
        ControlPort = null,
        Latency = TimeSpan.FromMilliseconds(20),
        Streams = 20,
    };

    /// <summary>No fault, but so slow that a campaign is under way for as long as the test needs to bring one about.</summary>
    public static SimulatorFaults Slow { get; } = new() { Latency = LatencyDistribution.Fixed(TimeSpan.FromMilliseconds(200)) };

    /// <summary>Starts silos and imports the devices. The campaign is created and not started.</summary>
    /// <param name="fault">What will go wrong, as the table says it.</param>
    /// <param name="policy">What follows from unknown ends.</param>
    /// <param name="silos">How many silos there are.</param>
    /// <param name="configure">Changes to the silos' options.</param>
    /// <param name="toApp">Whether all devices of the app are the audience, instead of a list.</param>
    /// <param name="host">Changes to the silos.</param>
    /// <param name="folder">The folder of the store; null: one of its own.</param>
    public static async Task<FaultyCampaign> PrepareAsync(
        string fault,
        UnknownPolicy policy = UnknownPolicy.AtLeastOnce,
        int silos = 1,
        Action<PushOptions>? configure = null,
        bool toApp = false,
        Action<ISiloBuilder>? host = null,
        TempFolder? folder = null)
    {
        var cluster = await PushCluster.StartAsync(silos, Simulator, Configure, folder, host);
        var run = new FaultyCampaign(fault, cluster, [.. Tokens.Good(GuaranteeSize.Devices)]);
        await cluster.ImportAsync(toApp ? null : List, run._tokens);
        run.Campaign = await cluster.CreateAsync(PushCluster.Spec(toApp ? null : List, policy));
        return run;

        void Configure(PushOptions options)
        {
            options.DevicesPerSegment = GuaranteeSize.Chunk;
            configure?.Invoke(options);
        }
    }

    /// <summary>As <see cref="PrepareAsync"/>, and starts the campaign.</summary>
    public static async Task<FaultyCampaign> StartAsync(
        string fault, UnknownPolicy policy = UnknownPolicy.AtLeastOnce, int silos = 1)
    {
        var run = await PrepareAsync(fault, policy, silos);
        await run.Campaign.Start();
        return run;
    }

    /// <summary>Stops every silo and starts new ones.</summary>
    public async Task RestartAsync()
    {
        var key = Campaign.GetPrimaryKeyString();
        await Cluster.RestartAsync();
        Campaign = Cluster.Grains.GetGrain<ICampaignGrain>(key);
    }

    /// <summary>Until a share of the audience has ended.</summary>
    public Task<CampaignStatus> ReachAsync(double share) =>
        Campaign.WaitAsync(status => status.Counts.Ended >= share * GuaranteeSize.Devices || status.HasEnded, Patience);

    /// <summary>Waits for the end and checks it. Everything but the outcome of the campaign is the test's own to assert.</summary>
    /// <param name="mayRepeat">Whether the fault leaves outcomes unknown, so that what is announced may be repeated.</param>
    public async Task<CampaignStatus> CheckAsync(bool mayRepeat = false)
    {
        var end = await Campaign.WaitAsync(status => status.HasEnded, Patience);
        var row = GuaranteeCheck.Describe(_fault, end, Apns, _tokens);
        row.Record();
        Assert.Equal(CampaignState.Finished, end.State);
        Assert.Equal(0, row.Lost);
        Assert.InRange(row.Duplicates, 0, mayRepeat ? row.PossiblyRepeated : 0);
        if (!mayRepeat) Assert.Equal((0L, 0L), (row.PossiblyRepeated, end.Counts.Unknown));
        return end;
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
