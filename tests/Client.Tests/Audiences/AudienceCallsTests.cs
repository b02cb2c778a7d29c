using Push.Apns;
using Push.Client.Clusters;
using Push.Grains.Audiences;
using Push.Grains.Notifications;
using Push.Simulator;

namespace Push.Client.Audiences;

public sealed class AudienceCallsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audience_ImportedWithAttributes_IsCountedAndExportedAsItIs(bool inside)
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = inside ? silo.Inside : silo.Outside;
        var devices = Enumerable.Range(0, 2500).Select(Device).ToList();
        Assert.Equal(2500, (await push.Audiences.ImportAsync(
            RunningSilo.App, null, devices.ToAsyncEnumerable(), cancellationToken: Stop)).Added);
        var filter = AudienceFilter.Parse("place < 100");
        Assert.Equal(100, await push.Audiences.CountAsync(RunningSilo.App, filter: filter));

        var all = await push.Audiences.ExportAsync(RunningSilo.App, cancellationToken: Stop).ToListAsync(Stop);
        Assert.Equal(devices.OrderBy(device => device.Token.ToHex()), all.OrderBy(device => device.Token.ToHex()));
        var some = await push.Audiences.ExportAsync(RunningSilo.App, filter: filter, cancellationToken: Stop).ToListAsync(Stop);
        Assert.Equal(devices[..100].OrderBy(device => device.Token.ToHex()), some.OrderBy(device => device.Token.ToHex()));

        Assert.Equal([devices[42].Token], (await push.Users.GetDevicesAsync(RunningSilo.App, "u42")).Select(device => device.Token));
        var receipt = Assert.Single(await push.Users.SendAsync(
            RunningSilo.App, "u42", RunningSilo.Content("hello"), cancellationToken: Stop));
        Assert.Equal(AttemptOutcome.Accepted, receipt.Receipt.Answer.Outcome);
    }

    [Fact]
    public async Task Audience_OfAnUnknownApp_IsRefused()
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = silo.Outside;
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(() => push.Audiences.CountAsync("none")));
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(() => push.Audiences.GetAsync("none")));
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(() => push.Users.GetDevicesAsync("none", "x")));
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(
            () => push.Audiences.ExportAsync("none", cancellationToken: Stop).ToListAsync(Stop).AsTask()));
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(() => push.Audiences.ImportAsync(
            "none", "list", new[] { Device(1) }.ToAsyncEnumerable(), cancellationToken: Stop)));
    }

    private static async Task<RequestFault> FaultOf(Func<Task> call) => (await Assert.ThrowsAsync<PushRequestException>(call)).Fault;

    private static AudienceDevice Device(int i) => new(
        DeviceToken.FromBytes(SimulatedTokens.Good(5, i)),
        new DeviceAttributesBuilder().Set("place", i).Set("userId", $"u{i}").Build(),
        DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + i));
}
