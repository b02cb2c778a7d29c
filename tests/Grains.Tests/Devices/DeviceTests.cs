using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Notifications;
using Push.Simulator.Scripts;

namespace Push.Grains.Devices;

[Collection(SharedClusterTests.Name)]
public sealed class DeviceTests(SharedCluster shared)
{
    private static readonly DeviceAttributes Vip = new DeviceAttributesBuilder().AddTag("vip").Set("userId", "u1").Build();

    private readonly PushCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Register_NewAndAgain_AddsOnce()
    {
        var token = Good(0);
        Assert.Null(await Device(token).Get(token));
        Assert.Equal(RegisterResult.Added, await Device(token).Register(new Registration(token, Vip)));
        Assert.Equal(RegisterResult.Renewed, await Device(token).Register(new Registration(token)));
        var record = await Device(token).Get(token);
        Assert.Equal(Vip, record!.Attributes);
        Assert.Equal(RetirementReason.None, record.Retired);
        Assert.True(await Device(token).Unregister(token));
        Assert.False(await Device(token).Unregister(token));
        Assert.Null(await Device(token).Get(token));
    }

    [Fact]
    public async Task Register_AgainWithAttributes_ReplacesAllThatWereThere()
    {
        var token = Good(1);
        await Device(token).Register(new Registration(token, Vip));
        var other = new DeviceAttributesBuilder().Set("plan", "free").Build();
        await Device(token).Register(new Registration(token, other));
        Assert.Equal(other, (await Device(token).Get(token))!.Attributes);
        await Device(token).Register(new Registration(token, DeviceAttributes.Empty));
        Assert.True((await Device(token).Get(token))!.Attributes.IsEmpty);
    }

    [Fact]
    public async Task Register_AfterUnregistering_BeginsWithoutAttributes()
    {
        var token = Good(9);
        await Device(token).Register(new Registration(token, Vip));
        await Device(token).Unregister(token);
        await Device(token).Register(new Registration(token));
        Assert.True((await Device(token).Get(token))!.Attributes.IsEmpty);
    }

    [Fact]
    public async Task Register_BytesThatAreNoAttributes_IsRefused()
    {
        var token = Good(8);
        var error = await Assert.ThrowsAsync<PushRequestException>(() =>
            Device(token).Register(new Registration(token, DeviceAttributes.Trusted(new byte[] { 1, 99 }))));
        Assert.Equal(RequestFault.Malformed, error.Fault);
    }

    [Fact]
    public async Task Send_BareToken_IsAcceptedWithItsId()
    {
        var token = Good(2);
        var id = Guid.NewGuid();
        var receipt = await SendAsync(token, id);
        Assert.Equal((AttemptOutcome.Accepted, id, DeviceEffect.None), (receipt.Answer.Outcome, receipt.ApnsId, receipt.Effect));
    }

    [Fact]
    public async Task Send_GoneSinceBeforeRegistration_KeepsTheDevice()
    {
        var token = Good(3);
        await Device(token).Register(new Registration(token));
        _cluster.Apns.Script(token.Bytes.Span, new ScriptedAnswer { Status = 410, Reason = "Unregistered", Timestamp = 1_000_000 });
        Assert.Equal(DeviceEffect.None, (await SendAsync(token)).Effect);
        Assert.Equal(RetirementReason.None, (await Device(token).Get(token))!.Retired);
    }

    [Fact]
    public async Task Send_GoneSinceRegistration_RetiresTheDeviceUntilItRegistersAgain()
    {
        var token = Good(4);
        await Device(token).Register(new Registration(token));
        var later = DateTimeOffset.Parse("2100-01-01Z", System.Globalization.CultureInfo.InvariantCulture);
        _cluster.Apns.Script(token.Bytes.Span,
            new ScriptedAnswer { Status = 410, Reason = "ExpiredToken", Timestamp = later.ToUnixTimeMilliseconds() });
        var receipt = await SendAsync(token);
        Assert.Equal((DeviceEffect.Retired, later), (receipt.Effect, receipt.Timestamp));
        Assert.Equal(RetirementReason.ExpiredToken, (await Device(token).Get(token))!.Retired);

        Assert.Equal(RegisterResult.Revived, await Device(token).Register(new Registration(token)));
        Assert.Equal(RetirementReason.None, (await Device(token).Get(token))!.Retired);
    }

    [Fact]
    public async Task Send_BadDeviceToken_OnlyProposes()
    {
        var token = DeviceToken.FromBytes(Tokens.Bad(1, from: 900).Single());
        await Device(token).Register(new Registration(token));
        Assert.Equal(DeviceEffect.Proposed, (await SendAsync(token)).Effect);
        var record = await Device(token).Get(token);
        Assert.Equal((RetirementReason.None, true), (record!.Retired, record.IsProposed));
    }

    [Fact]
    public async Task Send_InvalidNotification_IsRefused()
    {
        var token = Good(5);
        var error = await Assert.ThrowsAsync<PushRequestException>(() => Device(token).Send(
            new SingleSend(token, PushCluster.Content() with { Priority = 7 }), TestContext.Current.CancellationToken));
        Assert.Equal(RequestFault.InvalidNotification, error.Fault);
    }

    private static DeviceToken Good(int index) => DeviceToken.FromBytes(Tokens.Good(1, from: 600_000 + index).Single());

    private IDeviceGrain Device(DeviceToken token) => _cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token));

    private Task<SendReceipt> SendAsync(DeviceToken token, Guid? id = null) => Device(token).Send(
        new SingleSend(token, PushCluster.Content(), id), TestContext.Current.CancellationToken);
}
