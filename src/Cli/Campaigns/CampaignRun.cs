using System.Runtime.InteropServices;
using Push.Cli.CommandLine;
using Push.Cli.Devices;
using Push.Cli.Output;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>
/// Watches a running campaign to its end. Ctrl-C pauses it, waits for what is on its way and says how to go on; a campaign
/// that can't even begin, because APNs can't be reached, is paused too.
/// </summary>
internal sealed class CampaignRun(CommandContext context, CampaignCluster cluster)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a campaign that has not sent anything may fail to connect.</summary>
    private static readonly TimeSpan PatienceToConnect = TimeSpan.FromSeconds(30);

    /// <summary>How long a campaign that has not sent anything may be refused for its credential or topic.</summary>
    private static readonly TimeSpan PatienceWithRefusals = TimeSpan.FromSeconds(5);

    /// <summary>How long what is on its way may take to be counted after a pause: a notification's deadline, and a bit.</summary>
    private static readonly TimeSpan PatienceToPause = TimeSpan.FromSeconds(20);

    private CampaignStatus? _last;
    private ProblemKind? _noted;
    private long? _failingSince;

    /// <summary>Watches until the campaign has ended, is paused, or the user interrupts.</summary>
    /// <returns>The campaign at that moment, and the exit code.</returns>
    public async Task<(CampaignStatus Status, int ExitCode)> WatchAsync(string id)
    {
        var progress = new ProgressView(context.Terminal, context.Time);
        try
        {
            var last = await progress.RunAsync("sending", Look, () => FollowAsync(id));
            if (last.HasEnded) return (last, CampaignResult.ExitCodeOf(last));
            if (last.State != CampaignState.Paused) return await GiveUpAsync(id, ExitCode.Unreachable);
            Hint(last, "paused");
            return (last, CampaignResult.ExitCodeOf(last));
        }
        catch (Exception e) when (SiloAbsence.IsBehind(e))
        {
            throw Requests.Away($"the campaign goes on when it is there:\n  {cluster.StatusCommand(id)}");
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            return await GiveUpAsync(id, ExitCode.Interrupted);
        }
    }

    private ProgressLine? Look() =>
        _last is { } status ? new ProgressLine(status.Counts.Ended, status.Counts.Audience) : null;

    private async Task<CampaignStatus> FollowAsync(string id)
    {
        var absence = new SiloAbsence(context, SiloAbsence.Patience);
        while (true)
        {
            var status = await absence.AskAsync(() => cluster.Push.Campaigns.FindAsync(id))
                ?? throw CommandException.BadInput("ID", $"there is no campaign {id}");
            _last = status;
            NoteProblem(status.Problem);
            if (status.HasEnded || (status.State == CampaignState.Paused && status.OpenLeases == 0)) return status;
            if (CannotBegin(status))
            {
                context.Terminal.Note($"push: nothing could be sent for {PatienceFor(status.Problem)?.TotalSeconds:0} s");
                return status;
            }

            await Task.Delay(LookInterval, context.Time, context.Cancelled);
        }
    }

    private bool CannotBegin(CampaignStatus status)
    {
        if (PatienceFor(status.Problem) is not { } patience || status.Counts.Ended > 0)
        {
            _failingSince = null;
            return false;
        }

        return context.Time.GetElapsedTime(_failingSince ??= context.Time.GetTimestamp()) > patience;
    }

    // What was never taken is most likely a wrong setting; what is refused later may be mended while the campaign waits.
    private static TimeSpan? PatienceFor(CampaignProblem? problem) => problem?.Kind switch
    {
        ProblemKind.Connection => PatienceToConnect,
        ProblemKind.Credential or ProblemKind.Topic => PatienceWithRefusals,
        _ => null,
    };

    private void NoteProblem(CampaignProblem? problem)
    {
        if (problem is not null && problem.Kind != _noted) context.Terminal.Note($"push: {problem.Message}");
        _noted = problem?.Kind;
    }

    private async Task<(CampaignStatus Status, int ExitCode)> GiveUpAsync(string id, int exitCode)
    {
        context.Terminal.Note("pausing; waiting for the answers to what was sent …");
        var status = await cluster.Push.Campaigns.PauseAsync(id);
        using var limit = new CancellationTokenSource(PatienceToPause, context.Time);
        try
        {
            await foreach (var next in cluster.Push.Campaigns.WatchAsync(id, LookInterval, limit.Token))
            {
                status = next;
                if (next.OpenLeases == 0) break;
            }
        }
        catch (OperationCanceledException)
        {
            context.Terminal.Note("some answers did not come in time; they are settled on resuming");
        }

        if (status.HasEnded) return (status, CampaignResult.ExitCodeOf(status));
        if (exitCode == ExitCode.Unreachable) status = status with { Problem = status.Problem ?? _last?.Problem };
        Hint(status, exitCode == ExitCode.Interrupted && context.Interrupt.Signal == PosixSignal.SIGINT ? "interrupted" : "paused");
        return (status, exitCode);
    }

    private void Hint(CampaignStatus status, string what) => context.Terminal.Note($"{what}; to go on:\n  {cluster.ResumeCommand(status.Id)}"
        + (status.Problem?.Kind == ProblemKind.RetirementBrake ? DecisionOptions.Hint : ""));
}
