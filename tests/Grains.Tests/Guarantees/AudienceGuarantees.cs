using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Devices;
using Push.Simulator.Faults;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>Devices that come and go while a campaign runs.</summary>
public sealed class AudienceGuarantees
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Devices_ComingAndGoing_KeepTheSum()
    {
        await using var run = await FaultyCampaign.PrepareAsync("devices are registered, unregistered and retired meanwhile", toApp: true);
        run.Apns.Faults.Set(new SimulatorFaults { Rejections = [new RejectionFault { Reason = "Unregistered", TokenShare = 0.02 }] });
        await run.Campaign.Start();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var moving = MoveAsync(run, ended.Token);
        await foreach (var status in run.Campaign.WatchAsync(Look, cancellationToken: TestContext.Current.CancellationToken))
        {
            var counts = status.Counts;
            Assert.Equal(GuaranteeSize.Devices, counts.Pending + counts.Accepted + counts.Rejected + counts.Skipped + counts.Unknown);
            if (status.HasEnded) break;
        }
        await ended.CancelAsync();
        await moving;
        await run.CheckAsync();
    }

    // Newcomers splitting the segments, and members of the audience that leave.
    private static async Task MoveAsync(FaultyCampaign run, CancellationToken ended)
    {
        var (newcomers, leaving) = (Tokens.Good(GuaranteeSize.Devices, 500_000), Tokens.Good(GuaranteeSize.Devices).Reverse());
        foreach (var (newcomer, leaver) in newcomers.Zip(leaving))
        {
            if (ended.IsCancellationRequested) return;
            var (coming, going) = (DeviceToken.FromBytes(newcomer), DeviceToken.FromBytes(leaver));
            await run.Cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, coming)).Register(new Registration(coming));
            await run.Cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, going)).Unregister(going);
        }
    }
}
