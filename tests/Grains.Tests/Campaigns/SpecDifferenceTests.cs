using System.Text;
using Push.Apns;
using Push.Grains.Clusters;

namespace Push.Grains.Campaigns;

public sealed class SpecDifferenceTests
{
    private static readonly CampaignSpec Spec = PushCluster.Spec("customers");

    [Fact]
    public void Find_TheSameInOtherMemory_IsNone() =>
        Assert.Empty(SpecDifference.Find(Spec, Spec with { Content = Spec.Content with { Payload = Spec.Content.Payload.ToArray() } }));

    [Fact]
    public void Find_SeveralFields_NamesEachWithBothValues() => Assert.Equal(
        ["its list is 'customers', not none", "its policy is 'AtLeastOnce', not 'AtMostOnce'", "its priority is none, not '5'"],
        SpecDifference.Find(Spec, Spec with
        {
            List = null,
            Policy = UnknownPolicy.AtMostOnce,
            Content = Spec.Content with { Priority = 5 },
        }));

    [Fact]
    public void Find_LongPayloads_ShowsWhereTheyDiffer()
    {
        var stored = With($"{new string('a', 2000)}SALE{new string('b', 1000)}");
        var given = With($"{new string('a', 2000)}SELL{new string('b', 1000)}");
        var difference = Assert.Single(SpecDifference.Find(stored, given));
        Assert.StartsWith("its payload is '…aaa", difference, StringComparison.Ordinal);
        Assert.Contains("SALE", difference, StringComparison.Ordinal);
        Assert.Contains("SELL", difference, StringComparison.Ordinal);
        Assert.InRange(difference.Length, 0, 150);
    }

    private static CampaignSpec With(string payload) =>
        Spec with { Content = new NotificationContent { Payload = Encoding.UTF8.GetBytes(payload) } };
}
