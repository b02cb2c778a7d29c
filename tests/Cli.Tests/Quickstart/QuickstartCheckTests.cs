using Push.Cli.Campaigns;

namespace Push.Cli.Quickstart;

public sealed class QuickstartCheckTests
{
    private static readonly QuickstartDevices Devices = new(Seed: 1, Count: 1000);

    [Fact]
    public void QuickstartDevices_OfAThousand_AreOnePercentDeadAndHalfAPercentBad() =>
        Assert.Equal((10, 5, 985), (Devices.Dead, Devices.Bad, Devices.Good));

    [Fact]
    public async Task QuickstartDevices_Read_AreDifferentAndOfTheirKind()
    {
        var stop = TestContext.Current.CancellationToken;
        var tokens = await Devices.ReadAsync(stop).Select(token => token.ToHex()).ToListAsync(stop);
        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.Equal(10, tokens.Count(token => token.StartsWith("dead", StringComparison.Ordinal)));
        Assert.Equal(5, tokens.Count(token => token.StartsWith("badd", StringComparison.Ordinal)));
    }

    [Fact]
    public void QuickstartCheck_EverythingAgrees_FindsNoDifference() =>
        Assert.Empty(QuickstartCheck.Differences(Devices, Counts(), before: null, Simulator()));

    [Fact]
    public void QuickstartCheck_GoneOnAfterAKill_ComparesWhatThisProcessSent()
    {
        var before = Counts() with { Accepted = 400, Rejected = 5 };
        var counts = Counts() with { PossiblyRepeated = 2000 };
        Assert.Empty(QuickstartCheck.Differences(Devices, counts, before, Simulator() with { Accepted = 585, Rejected = 10 }));
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("duplicates")]
    [InlineData("unknown")]
    [InlineData("retired")]
    [InlineData("rejected")]
    [InlineData("pending")]
    [InlineData("repeated")]
    public void QuickstartCheck_OneCountDiffers_SaysSo(string which)
    {
        var counts = which switch
        {
            "unknown" => Counts() with { Unknown = 1 },
            "retired" => Counts() with { Retired = 9 },
            "pending" => Counts() with { Pending = 1 },
            "repeated" => Counts() with { PossiblyRepeated = 1 },
            _ => Counts(),
        };
        var simulator = which switch
        {
            "accepted" => Simulator() with { Accepted = 984 },
            "duplicates" => Simulator() with { Duplicates = 1 },
            "rejected" => Simulator() with { Rejected = 16 },
            _ => Simulator(),
        };
        Assert.Single(QuickstartCheck.Differences(Devices, counts, before: null, simulator));
    }

    private static CountsResult Counts() => new()
    {
        Audience = 1000,
        Pending = 0,
        Accepted = 985,
        Rejected = 15,
        RejectedBy = new Dictionary<string, long> { ["410 Unregistered"] = 10, ["400 BadDeviceToken"] = 5 },
        Skipped = 0,
        SkippedBy = new Dictionary<string, long>(),
        Unknown = 0,
        Retired = 10,
        Proposed = 5,
        PossiblyRepeated = 0,
    };

    private static SimulatorCounts Simulator() => new()
    {
        Accepted = 985,
        Duplicates = 0,
        Rejected = 15,
        RejectedBy = new Dictionary<string, long> { ["Unregistered"] = 10, ["BadDeviceToken"] = 5 },
        Connections = 2,
        MostStreams = 10,
        Unremembered = 0,
    };
}
