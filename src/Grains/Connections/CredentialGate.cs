using Push.Apns;
using Push.Grains.Campaigns;

namespace Push.Grains.Connections;

/// <summary>
/// Keeps an app from spending a whole batch on a credential or topic that Apple refuses. Until a connection slot has
/// seen any other answer, only a few devices of a batch are tried first; when all of those were refused that way, the
/// gate is closed and the rest isn't sent. Too many updates of the provider token hold it closed for a while: the token in
/// use stays, and each try would only be counted again.
/// </summary>
/// <remarks>Used by <see cref="BatchWorker"/>, by one batch at a time.</remarks>
/// <param name="explain">What is known of a refusal beyond its reason.</param>
internal sealed class CredentialGate(Func<ApnsReason, string?> explain)
{
    /// <summary>How many devices are tried while nothing is proven.</summary>
    public const int ProbeSize = 10;

    /// <summary>How long nothing is sent after TooManyProviderTokenUpdates: a quarter of the time that Apple counts by.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    private const string TooManyUpdates = "TooManyProviderTokenUpdates";

    /// <summary>Whether whole batches may be sent.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether nothing is to be sent for <see cref="Hold"/>.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>How many devices to try next.</summary>
    public int NextProbe => IsHeld ? 1 : ProbeSize;

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
            if (result.Reason?.Verdict is not (Verdict.FixCredential or Verdict.FixTopic) && result.Reason?.Text != TooManyUpdates)
            {
                (IsProven, IsHeld, Problem) = (true, false, null);
                return;
            }
            refused = result.Reason;
            refusals++;
        }
        if (refused is null) return;
        // A single device may be of another topic; a credential is the same for all.
        if (refused.Verdict == Verdict.FixTopic && refusals < ProbeSize) return;
        (IsProven, IsHeld) = (false, refused.Text == TooManyUpdates);
        Problem = Describe(refused, explain(refused));
    }

    /// <summary>A refusal of a credential or topic, for people.</summary>
    /// <param name="refused">Apple's reason.</param>
    /// <param name="explanation">What is known beyond it.</param>
    public static CampaignProblem Describe(ApnsReason refused, string? explanation) => refused switch
    {
        // What passes by itself is a problem of the connection: no campaign has to be resumed for it.
        { Text: TooManyUpdates } => new CampaignProblem(ProblemKind.Connection,
            $"APNs answers {refused}. The provider token in use is kept, and nothing is sent for {Hold.TotalMinutes:0} min: "
            + "another program may sign tokens with the same key."),
        { Verdict: Verdict.FixTopic } => new CampaignProblem(ProblemKind.Topic, $"APNs answers {refused}."),
        _ => new CampaignProblem(ProblemKind.Credential, $"APNs answers {refused}. {explanation}".TrimEnd()),
    };
}
