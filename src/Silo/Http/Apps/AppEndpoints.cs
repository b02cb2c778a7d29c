using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Apps;
using Push.Grains.Campaigns;

namespace Push.Silo.Http.Apps;

/// <summary>An app as a whole: who is proposed to be retired, and the decision about them.</summary>
internal static class AppEndpoints
{
    public static void MapApps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps/{app}", async (string app, IGrainFactory grains) =>
            TypedResults.Ok(AppReply.Of(await grains.GetGrain<IAppGrain>(AppKey.Of(app)).GetStatus())));
        routes.MapPost("/apps/{app}/proposals", DecideAsync);
    }

    private static async Task<Ok<AppReply>> DecideAsync(string app, DecisionRequest request, IGrainFactory grains) =>
        TypedResults.Ok(AppReply.Of(await grains.GetGrain<IAppGrain>(AppKey.Of(app))
            .Decide(request.Decision ?? throw BodyProblems.Missing("decision", typeof(ProposalDecision)))));
}

/// <param name="Decision"><c>retire</c> or <c>forget</c>.</param>
internal sealed record DecisionRequest(ProposalDecision? Decision);

/// <summary>An app at one moment.</summary>
internal sealed record AppReply(string App, ProposalReply Proposals)
{
    /// <summary>What Apple refuses at present: the credential (no topic), or topics.</summary>
    public ImmutableArray<GateClosure>? Closed { get; init; }

    public static AppReply Of(AppStatus status) => new(status.App, new ProposalReply(
        status.Proposals.Waiting, status.Proposals.Answers, status.Proposals.Bad, status.Proposals.LimitPercent)
    {
        Brake = status.Proposals.Brake,
        BrakedAt = status.Proposals.BrakedAt,
        Decided = status.Proposals.Decided,
    })
    {
        Closed = status.Closed.IsEmpty ? null : status.Closed,
    };
}

/// <summary>Devices that are proposed to be retired.</summary>
/// <param name="Waiting">How many there are.</param>
/// <param name="Answers">The answers looked at last.</param>
/// <param name="Bad">How many of them called the token bad.</param>
/// <param name="LimitPercent">From which share on the brake is put on.</param>
internal sealed record ProposalReply(long Waiting, int Answers, int Bad, int LimitPercent)
{
    public CampaignProblem? Brake { get; init; }

    public DateTimeOffset? BrakedAt { get; init; }

    public ProposalDecision? Decided { get; init; }
}
