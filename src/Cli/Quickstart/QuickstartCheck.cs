using Push.Cli.Campaigns;

namespace Push.Cli.Quickstart;

/// <summary>Compares what must be, what the campaign says and what the simulated APNs says.</summary>
internal static class QuickstartCheck
{
    private const string Gone = "Unregistered";
    private const string NeverWas = "BadDeviceToken";

    /// <summary>Every difference, in words; none means that every device is accounted for by both sides.</summary>
    /// <param name="devices">What was made.</param>
    /// <param name="counts">What the campaign counted, over all processes that worked at it.</param>
    /// <param name="before">What it had counted before this process, for which the simulator was another one.</param>
    /// <param name="simulator">What this process's simulator counted.</param>
    public static IReadOnlyList<string> Differences(
        QuickstartDevices devices, CountsResult counts, CountsResult? before, SimulatorCounts simulator)
    {
        var found = new List<string>();
        Same("devices in the audience", devices.Count, counts.Audience);
        Same("good devices and the campaign's accepted", devices.Good, counts.Accepted);
        Same("dead devices and the campaign's 410 Unregistered", devices.Dead, Rejected(counts, Gone));
        Same("bad devices and the campaign's 400 BadDeviceToken", devices.Bad, Rejected(counts, NeverWas));
        Same("dead and bad devices and all refusals of the campaign", devices.Dead + devices.Bad, counts.Rejected);
        Same("dead devices and those retired", devices.Dead, counts.Retired);
        Same("bad devices and those proposed to be retired", devices.Bad, counts.Proposed);
        Same("accepted by campaign and simulator", counts.Accepted - (before?.Accepted ?? 0), simulator.Accepted);
        Same("refused by campaign and simulator", counts.Rejected - (before?.Rejected ?? 0), simulator.Rejected);
        Same("accepted twice by the simulator", 0, simulator.Duplicates);
        Same("answers that the simulator could not remember", 0, simulator.Unremembered);
        Same("unknown", 0, counts.Unknown);
        Same("skipped", 0, counts.Skipped);
        Same("pending", 0, counts.Pending);
        if (before is null) Same("possibly repeated", 0, counts.PossiblyRepeated);
        return found;

        void Same(string what, long expected, long actual)
        {
            if (expected == actual) return;
            found.Add($"{what}: {expected:N0} expected, {actual:N0} found");
        }
    }

    /// <summary>The campaign names a reason with its status, the simulator without.</summary>
    private static long Rejected(CountsResult counts, string reason) =>
        counts.RejectedBy.Where(entry => entry.Key.EndsWith(reason, StringComparison.Ordinal)).Sum(entry => entry.Value);
}
