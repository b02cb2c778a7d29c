using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Clusters;
using Push.Grains.Devices;
using Push.Grains.Notifications;
using Push.Simulator;

namespace Push.Grains.Users;

[Collection(SharedClusterTests.Name)]
public sealed class UserTests(SharedCluster shared)
{
    private const ulong Seed = 77;

    private readonly PushCluster _cluster = shared.Cluster;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_RegisteredMovedAndUnregistered_AreTheUsersWhileTheyAre()
    {
        var (first, second) = (Good(1), Good(2));
        await RegisterAsync(first, "ann");
        await RegisterAsync(second, "ann");
        Assert.Equal([first, second], await DevicesAsync("ann"));
        await Device(first).Register(new Registration(first));
        Assert.Equal([first, second], await DevicesAsync("ann"));
        await RegisterAsync(first, "bob");
        Assert.Equal([second], await DevicesAsync("ann"));
        Assert.Equal([first], await DevicesAsync("bob"));
        await RegisterAsync(first, "ann");
        Assert.Equal([first, second], (await DevicesAsync("ann")).OrderBy(token => token == second));
        await Device(second).Unregister(second);
        Assert.Equal([first], await DevicesAsync("ann"));
        await Device(first).Register(new Registration(first, DeviceAttributes.Empty));
        Assert.Empty(await DevicesAsync("ann"));
        Assert.Empty(await DevicesAsync("bob"));
    }

    [Fact]
    public async Task Send_ToAUser_AnswersForEachDeviceAndForgetsThoseThatAreGone()
    {
        var (good, dead) = (Good(3), DeviceToken.FromBytes(SimulatedTokens.Dead(Seed, 4)));
        await RegisterAsync(good, "carl");
        await RegisterAsync(dead, "carl");
        var id = Guid.NewGuid();
        var receipts = (await User("carl").Send(new UserSend("carl", PushCluster.Content(), id), Stop)).ToDictionary(r => r.Token, r => r.Receipt);
        Assert.Equal((2, AttemptOutcome.Accepted), (receipts.Count, receipts[good].Answer.Outcome));
        Assert.Equal(AttemptOutcome.Rejected, receipts[dead].Answer.Outcome);
        var again = await User("carl").Send(new UserSend("carl", PushCluster.Content(), id), Stop);
        Assert.Equal(receipts[good].ApnsId, again.Single(receipt => receipt.Token == good).Receipt.ApnsId);
        if (receipts[dead].Effect == DeviceEffect.Retired) Assert.Equal([good], await DevicesAsync("carl"));
    }

    [Fact]
    public async Task Send_ToAUserWithoutDevices_AnswersNothing() =>
        Assert.Empty(await User("nobody").Send(new UserSend("nobody", PushCluster.Content()), Stop));

    [Fact]
    public async Task Send_InvalidNotification_IsRefusedAlsoWithoutDevices()
    {
        var content = PushCluster.Content() with { Priority = 3 };
        var refusal = await Assert.ThrowsAsync<PushRequestException>(() => User("nobody").Send(new UserSend("nobody", content), Stop));
        Assert.Equal(RequestFault.InvalidNotification, refusal.Fault);
    }

    [Fact]
    public async Task Import_WithUserIds_GroupsTheDevices()
    {
        using var import = new AudienceImport(_cluster.Grains, PushCluster.App, list: null, ImportMode.AddAnyway);
        var attributes = new DeviceAttributesBuilder().Set("userId", "dora").Build();
        for (var i = 10; i < 13; i++) import.Add(new AudienceDevice(Good(i), attributes));
        await import.RunAsync(null, Stop);
        Assert.Equal(3, (await DevicesAsync("dora")).Count);
    }

    private static DeviceToken Good(int number) => DeviceToken.FromBytes(SimulatedTokens.Good(Seed, number));

    private Task RegisterAsync(DeviceToken token, string user) =>
        Device(token).Register(new Registration(token, new DeviceAttributesBuilder().Set("userId", user).Build()));

    private async Task<List<DeviceToken>> DevicesAsync(string user) =>
        [.. (await User(user).GetDevices(user)).Select(record => record.Token)];

    private IDeviceGrain Device(DeviceToken token) => _cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token));

    private IUserGrain User(string user) => _cluster.Grains.GetGrain<IUserGrain>(UserKey.Of(PushCluster.App, user));
}
