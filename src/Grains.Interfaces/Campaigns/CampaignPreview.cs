using System.Collections.Immutable;
using Push.Apns;

namespace Push.Grains.Campaigns;

/// <summary>What a campaign would send if it were started now. Nothing was stored or sent for it.</summary>
/// <param name="Content">Payload and headers as they would go out, with the app's topic.</param>
/// <param name="Devices">How many devices it would be sent to.</param>
/// <param name="Problems">What would keep it from being created or started; empty when nothing would.</param>
[GenerateSerializer, Immutable, Alias("push.campaign-preview")]
public sealed record CampaignPreview(
    [property: Id(0)] NotificationContent Content,
    [property: Id(1)] long Devices,
    [property: Id(2)] ImmutableArray<PreviewProblem> Problems)
{
    /// <summary>The size of the payload in bytes; of a template as it was given.</summary>
    public int PayloadBytes => Content.Payload.Length;

    /// <summary>What becomes of the template for these devices; null without a template, or when something keeps it from being filled.</summary>
    [Id(3)]
    public FilledPayloads? Filled { get; init; }
}

/// <summary>A template, filled for each device of an audience.</summary>
/// <param name="LeastBytes">The smallest payload in bytes; null if nobody would be sent one.</param>
/// <param name="MostBytes">The largest payload in bytes; null if nobody would be sent one.</param>
/// <param name="SkippedBy">How many devices would be sent none, by reason, as campaigns count them.</param>
[GenerateSerializer, Immutable, Alias("push.filled-payloads")]
public sealed record FilledPayloads(
    [property: Id(0)] int? LeastBytes,
    [property: Id(1)] int? MostBytes,
    [property: Id(2)] ImmutableArray<ReasonCount> SkippedBy);

/// <summary>What would keep a campaign from being created or started.</summary>
/// <param name="Fault">The kind, for programs.</param>
/// <param name="Message">The same for people.</param>
[GenerateSerializer, Immutable, Alias("push.preview-problem")]
public sealed record PreviewProblem(
    [property: Id(0)] Notifications.RequestFault Fault,
    [property: Id(1)] string Message);
