using Push.Silo.Http.DeviceServices;
using Push.Simulator;

namespace Push.Silo.Http.Wallet;

/// <summary>A pass on a thousand devices and more than one page of them, before and after a restart of the silo.</summary>
public sealed class ThousandDevicesTests : IAsyncLifetime
{
    private const int Devices = 1050;
    private const ulong Seed = 11;

    private readonly PackageSilo _silo = new();

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Change_OfAPassOnAThousandDevices_ReachesEachOnceBeforeAndAfterARestart()
    {
        await _silo.StoreAsync("everywhere", "1");
        await Parallel.ForEachAsync(Enumerable.Range(0, Devices), TestContext.Current.CancellationToken, async (i, _) =>
            await _silo.RegisterAsync($"device-{i}", "everywhere", SimulatedTokens.Good(Seed, i)));
        Assert.Empty(_silo.Apns.Notifications);

        await _silo.StoreAsync("everywhere", "2");
        await _silo.WaitUntilAnnouncedAsync("everywhere");
        AssertEachGotOnePush();

        await _silo.RestartAsync();
        _silo.Apns.Reset();
        Assert.Equal(Everyone(), (await _silo.RegisteredTokensAsync("everywhere")).ToHashSet());
        await _silo.StoreAsync("everywhere", "3");
        await _silo.WaitUntilAnnouncedAsync("everywhere");
        AssertEachGotOnePush();
    }

    private static HashSet<string> Everyone() =>
        [.. Enumerable.Range(0, Devices).Select(i => Convert.ToHexStringLower(SimulatedTokens.Good(Seed, i)))];

    private void AssertEachGotOnePush()
    {
        Assert.Equal(Devices, _silo.Apns.Stats.Answers.Accepted);
        Assert.All(Enumerable.Range(0, Devices), i => Assert.Equal(1,
            _silo.Apns.Ledger.FindDelivery(SimulatedTokens.Good(Seed, i), PackageSilo.PassType, "{}"u8).Accepted));
    }
}
