using Push.Cli.CommandLine;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>A campaign as the commands print it.</summary>
internal sealed record CampaignResult
{
    public required string Id { get; init; }

    public required string App { get; init; }

    /// <summary>created, running, paused, cancelling, cancelled or finished.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required CountsResult Counts { get; init; }

    /// <summary>What keeps it from going on.</summary>
    public string? Problem { get; init; }

    /// <summary>What became of the token file, when this command imported one.</summary>
    public ImportResult? Import { get; init; }

    public static CampaignResult Of(CampaignStatus status) => new()
    {
        Id = status.Id,
        App = status.Spec.App,
        State = status.State.ToString().ToLowerInvariant(),
        CreatedAt = status.CreatedAt,
        StartedAt = status.StartedAt,
        EndedAt = status.EndedAt,
        Counts = CountsResult.Of(status.Counts),
        Problem = status.Problem?.Message,
    };

    /// <summary>The exit code that a campaign in this state stands for.</summary>
    public static int ExitCodeOf(CampaignStatus status) => status switch
    {
        { State: CampaignState.Paused, Problem.Kind: ProblemKind.Credential } => ExitCode.Unreachable,
        { State: CampaignState.Paused or CampaignState.Cancelling or CampaignState.Cancelled } => ExitCode.Incomplete,
        { State: CampaignState.Finished, Counts: { Unknown: > 0 } or { Pending: not 0 } } => ExitCode.Incomplete,
        _ => ExitCode.Finished,
    };
}
