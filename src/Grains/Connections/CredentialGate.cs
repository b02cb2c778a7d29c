using Push.Apns;
using Push.Grains.Campaigns;

namespace Push.Grains.Connections;

/// <summary>
/// Keeps an app from spending a whole batch on a credential or topic that Apple refuses. Until a connection slot has
/// seen any other answer, only a few devices of a batch are tried first; when all of those were refused that way, the
/// gate is closed and the rest isn't sent.
/// </summary>
/// <remarks>Used by <see cref="BatchWorker"/>, by one batch at a time.</remarks>
internal sealed class CredentialGate
{
    /// <summary>How many devices are tried while nothing is proven.</summary>
    public const int ProbeSize = 10;

    /// <summary>Whether whole batches may be sent.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Why the gate is closed, or null.</summary>
    public CampaignProblem? Problem { get; private set; }

    /// <summary>Learns from the answers of a batch or probe.</summary>
    public void Observe(ReadOnlySpan<AttemptResult> results)
    {
        ApnsReason? refused = null;
        var refusals = 0;
        foreach (ref readonly var result in results)
        {
            if (result.Outcome is not (AttemptOutcome.Accepted or AttemptOutcome.Rejected)) continue;
            if (result.Reason?.Verdict is not (Verdict.FixCredential or Verdict.FixTopic))
            {
                IsProven = true;
                Problem = null;
                return;
            }
            refused = result.Reason;
            refusals++;
        }
        if (refused is null) return;
        // A single device may be of another topic; a credential is the same for all.
        if (refused.Verdict == Verdict.FixTopic && refusals < ProbeSize) return;
        IsProven = false;
        Problem = new CampaignProblem(
            refused.Verdict == Verdict.FixTopic ? ProblemKind.Topic : ProblemKind.Credential,
            $"APNs answers {refused}.");
    }
}
