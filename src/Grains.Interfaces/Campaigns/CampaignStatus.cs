namespace Push.Grains.Campaigns;

/// <summary>A campaign at one moment.</summary>
/// <param name="Id">The campaign's id.</param>
/// <param name="Spec">What it sends and to whom.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Counts">What became of its recipients so far.</param>
/// <param name="CreatedAt">When it was created.</param>
[GenerateSerializer, Immutable, Alias("push.campaign-status")]
public sealed record CampaignStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] CampaignSpec Spec,
    [property: Id(2)] CampaignState State,
    [property: Id(3)] CampaignCounts Counts,
    [property: Id(4)] DateTimeOffset CreatedAt)
{
    /// <summary>When it was first started, if it was.</summary>
    [Id(5)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last recipient ended, if all have.</summary>
    [Id(6)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What keeps it from going on, or null. It pauses itself for the brake on retirements only.</summary>
    [Id(7)]
    public CampaignProblem? Problem { get; init; }

    /// <summary>Chunks that are being sent at this moment. A paused campaign is at rest when there are none.</summary>
    [Id(8)]
    public int OpenLeases { get; init; }

    /// <summary>Whether no recipient is pending and none ever will be.</summary>
    public bool HasEnded => State is CampaignState.Finished or CampaignState.Cancelled;
}

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Stored, not started.</summary>
    Created,

    /// <summary>Its audience is being sent to.</summary>
    Running,

    /// <summary>Nothing new is leased until someone resumes it.</summary>
    Paused,

    /// <summary>Cancelled, while chunks that were being sent are finished and counted.</summary>
    Cancelling,

    /// <summary>Cancelled; every recipient has ended.</summary>
    Cancelled,

    /// <summary>Every recipient has ended.</summary>
    Finished,
}
