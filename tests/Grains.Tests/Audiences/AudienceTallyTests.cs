using Push.Apns;

namespace Push.Grains.Audiences;

public sealed class AudienceTallyTests
{
    [Fact]
    public void Count_MoreThanOnePart_FindsDuplicatesWhereverTheyStand()
    {
        const int devices = 120_000;
        using var tally = new AudienceTally(filter: null);
        for (var i = 0; i < devices; i++) tally.Add(new AudienceDevice(Token(i)));
        for (var i = 0; i < devices; i += 3) tally.Add(new AudienceDevice(Token(i)));
        Assert.Equal(
            new AudienceTallyResult(devices, Meant: devices, Undecided: 0, Duplicates: devices / 3),
            tally.Count(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Count_TokenTwice_TakesTheFirst()
    {
        using var tally = new AudienceTally(AudienceFilter.Parse("tag = news"));
        var news = new DeviceAttributesBuilder().AddTag("news").Build();
        tally.Add(new AudienceDevice(Token(1)));
        tally.Add(new AudienceDevice(Token(1), news));
        tally.Add(new AudienceDevice(Token(2), news));
        tally.Add(new AudienceDevice(Token(2)));
        Assert.Equal(
            new AudienceTallyResult(Devices: 2, Meant: 1, Undecided: 1, Duplicates: 2),
            tally.Count(TestContext.Current.CancellationToken));
    }

    private static DeviceToken Token(int number) => DeviceToken.Parse($"{number:x64}");
}
