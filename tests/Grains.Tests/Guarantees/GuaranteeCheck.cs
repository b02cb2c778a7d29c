using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Simulator;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>Compares what a campaign says with what the simulated APNs accepted.</summary>
internal static class GuaranteeCheck
{
    /// <param name="fault">What went wrong, as the table says it.</param>
    /// <param name="end">The campaign at its end.</param>
    /// <param name="apns">The simulator that all of it went to.</param>
    /// <param name="tokens">The devices of the audience.</param>
    public static GuaranteeRow Describe(
        string fault, CampaignStatus end, ApnsSimulator apns, IReadOnlyCollection<byte[]> tokens)
    {
        var (delivered, repeated) = (0, 0);
        var payload = PushCluster.Content().Payload;
        foreach (var token in tokens)
        {
            var times = apns.Ledger.FindDelivery(token, PushCluster.Topic, payload.Span).Accepted;
            if (times > 0) delivered++;
            repeated += Math.Max(0, times - 1);
        }
        Assert.InRange(end.Counts.Accepted, 0, delivered);
        var otherwise = end.Counts.Ended - end.Counts.Accepted;
        return new GuaranteeRow(fault, TestName, end.Counts.Audience)
        {
            Accepted = end.Counts.Accepted,
            Otherwise = otherwise,
            Lost = Math.Max(0, end.Counts.Audience - delivered - otherwise),
            Duplicates = repeated,
            PossiblyRepeated = end.Counts.PossiblyRepeated,
        };
    }

    private static string TestName =>
        $"{TestContext.Current.TestClass!.TestClassSimpleName}.{TestContext.Current.TestMethod!.MethodName}";
}
