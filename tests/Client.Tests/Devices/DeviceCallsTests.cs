using Push.Apns;
using Push.Client.Clusters;
using Push.Grains.Audiences;
using Push.Grains.Devices;
using Push.Grains.Notifications;
using Push.Simulator;

namespace Push.Client.Devices;

public sealed class DeviceCallsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Devices_RegisteredLookedUpAndForgotten_InsideAndOutside(bool inside)
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = inside ? silo.Inside : silo.Outside;
        var token = DeviceToken.FromBytes(SimulatedTokens.Good(1, 1));
        var blue = new DeviceAttributesBuilder().AddTag("blue").Build();

        Assert.Equal(RegisterResult.Added, await push.Devices.RegisterAsync(RunningSilo.App, token, blue));
        Assert.Equal(RegisterResult.Renewed, await push.Devices.RegisterAsync(RunningSilo.App, token));
        var found = await push.Devices.FindAsync(RunningSilo.App, token);
        Assert.Equal(token, found!.Token);
        Assert.Equal(blue, found.Attributes);
        Assert.True(await push.Devices.UnregisterAsync(RunningSilo.App, token));
        Assert.False(await push.Devices.UnregisterAsync(RunningSilo.App, token));
        Assert.Null(await push.Devices.FindAsync(RunningSilo.App, token));
    }

    [Fact]
    public async Task Send_GoodDeadAndUnregistered_ReturnsWhatApnsSays()
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = silo.Outside;
        var dead = DeviceToken.FromBytes(SimulatedTokens.Dead(1, 1));
        await push.Devices.RegisterAsync(RunningSilo.App, dead);
        var id = Guid.NewGuid();

        var accepted = await push.SendAsync(
            RunningSilo.App, DeviceToken.FromBytes(SimulatedTokens.Good(1, 2)), RunningSilo.Content("hello"), id, Stop);
        Assert.Equal(AttemptOutcome.Accepted, accepted.Answer.Outcome);
        Assert.Equal(id, accepted.ApnsId);
        var refused = await push.SendAsync(RunningSilo.App, dead, RunningSilo.Content("hello"), cancellationToken: Stop);
        Assert.Equal("Unregistered", refused.Answer.Reason);
        Assert.Equal(DeviceEffect.Retired, refused.Effect);
        Assert.Equal(RetirementReason.Unregistered, (await push.Devices.FindAsync(RunningSilo.App, dead))!.Retired);
    }

    [Fact]
    public async Task Send_WrongRequest_IsRefusedWithItsFault()
    {
        await using var silo = await RunningSilo.StartAsync();
        var token = DeviceToken.FromBytes(SimulatedTokens.Good(1, 1));
        var unknown = await Assert.ThrowsAsync<PushRequestException>(() =>
            silo.Outside.SendAsync("hotel", token, RunningSilo.Content("hello"), cancellationToken: Stop));
        Assert.Equal(RequestFault.UnknownApp, unknown.Fault);
        var invalid = await Assert.ThrowsAsync<PushRequestException>(() =>
            silo.Outside.SendAsync(RunningSilo.App, token, RunningSilo.Content("hello") with { Priority = 7 }, cancellationToken: Stop));
        Assert.Equal(RequestFault.InvalidNotification, invalid.Fault);
    }
}
