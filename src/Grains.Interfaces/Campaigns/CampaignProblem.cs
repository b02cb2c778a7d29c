namespace Push.Grains.Campaigns;

/// <summary>What keeps a campaign from going on.</summary>
/// <param name="Kind">The kind, for programs.</param>
/// <param name="Message">The same for people.</param>
[GenerateSerializer, Immutable, Alias("push.campaign-problem")]
public sealed record CampaignProblem(
    [property: Id(0)] ProblemKind Kind,
    [property: Id(1)] string Message);

/// <summary>What can keep a campaign from going on.</summary>
public enum ProblemKind
{
    /// <summary>No connection to APNs can be opened, or it doesn't answer; the campaign goes on trying.</summary>
    Connection,

    /// <summary>
    /// Apple refuses the provider token or the certificate. Nothing is sent but a request now and then, and the campaign goes on
    /// when that is taken.
    /// </summary>
    Credential,

    /// <summary>Apple refuses the topic; otherwise as with the credential.</summary>
    Topic,

    /// <summary>The app is not configured any more; the campaign goes on when it is again.</summary>
    Configuration,

    /// <summary>
    /// Apple calls so many tokens bad that nothing is retired for it; the campaign is paused, and who resumes it decides
    /// what becomes of the devices that are proposed to be retired.
    /// </summary>
    RetirementBrake,
}
