using Push.Apns;
using Push.Cli.Output;
using Push.Cli.Sending;

namespace Push.Cli.Broadcast;

/// <summary>What <c>push channel</c> prints: APNs' answer.</summary>
internal sealed record ChannelResult
{
    /// <summary><c>accepted</c>, <c>rejected</c>, <c>notSent</c> or <c>unknown</c>.</summary>
    public required string Outcome { get; init; }

    public int? Status { get; init; }

    public string? Reason { get; init; }

    public string? Cause { get; init; }

    /// <summary>The channel made, shown or deleted.</summary>
    public string? ChannelId { get; init; }

    /// <summary><c>none</c> or <c>mostRecent</c>.</summary>
    public string? Storage { get; init; }

    /// <summary>All channels, of <c>list</c>.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>How many channels Apple allows, of <c>list</c>.</summary>
    public int? Limit { get; init; }

    public string? RequestId { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>What happened or what to do about it, for people.</summary>
    public string? Advice { get; init; }

    public static ChannelResult Of(ChannelReply reply, Target target) => new()
    {
        Outcome = reply.Outcome.ToWord(),
        Status = reply.Status == 0 ? null : reply.Status,
        Reason = reply.Reason?.Text,
        Cause = reply.Cause == AttemptCause.None ? null : $"{reply.Cause}",
        ChannelId = reply.Outcome == AttemptOutcome.Accepted ? reply.ChannelId : null,
        Storage = reply is { Outcome: AttemptOutcome.Accepted, Storage: { } storage } ? storage.ToWord() : null,
        Channels = reply.ChannelIds,
        Limit = reply.ChannelIds is null ? null : ChannelRules.MaxChannels,
        RequestId = reply.RequestId,
        Endpoint = $"{target.Endpoint}",
        Advice = reply.Failure ?? AdviceFor(reply, target),
    };

    private static string? AdviceFor(ChannelReply reply, Target target) => reply switch
    {
        { Outcome: AttemptOutcome.Unknown } => "It may have been done or not: push channel list shows.",
        { Reason: { } reason } => Sending.Advice.For(reason, target.Environment),
        _ => null,
    };
}
