using Push.Cli.Processes;
using Push.Testing.Guarantees;

namespace Push.Cli.Guarantees;

/// <summary>Makes rows of the table of guarantees.</summary>
internal static class CampaignRow
{
    /// <summary>Compares what a finished campaign says with what the simulator saw.</summary>
    /// <param name="app">The app, and its simulator.</param>
    /// <param name="end">What <c>push</c> printed of the campaign.</param>
    /// <param name="fault">What went wrong, in words.</param>
    /// <param name="test">The test, <c>Class.Method</c>.</param>
    /// <param name="devices">Recipients.</param>
    public static GuaranteeRow Of(ConfiguredApp app, PushResult end, string fault, string test, long devices)
    {
        var counts = end.Json().GetProperty("counts");
        var seen = app.Simulator.Stats.Answers;
        var accepted = counts.GetProperty("accepted").GetInt64();
        return new GuaranteeRow(fault, test, devices)
        {
            Accepted = accepted,
            Otherwise = devices - accepted,
            Lost = Math.Max(0, accepted - (seen.Accepted - seen.DuplicateDeliveries)),
            Duplicates = seen.DuplicateDeliveries,
            PossiblyRepeated = counts.GetProperty("possiblyRepeated").GetInt64(),
        };
    }
}
