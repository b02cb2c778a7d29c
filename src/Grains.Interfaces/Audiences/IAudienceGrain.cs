using Orleans.Concurrency;

namespace Push.Grains.Audiences;

/// <summary>
/// A set of devices, spread over segments by linear hashing. Key: <see cref="AudienceKey"/>. It knows how many segments
/// there are; who reads or writes devices goes to the segments.
/// </summary>
[GrainInterfaceType("push.audience"), Alias("push.audience")]
public interface IAudienceGrain : IGrainWithStringKey
{
    /// <summary>How many segments there are; at least 1.</summary>
    [Alias("GetSegments"), AlwaysInterleave]
    Task<int> GetSegments();

    /// <summary>The audience as it was counted last.</summary>
    /// <exception cref="Notifications.PushRequestException">Unknown app.</exception>
    [Alias("GetInfo"), AlwaysInterleave]
    Task<AudienceInfo> GetInfo();

    /// <summary>Asks every segment, and counts the members registered before a time.</summary>
    /// <param name="before">The time in milliseconds since 1970.</param>
    /// <param name="filter">Only devices that it means now; null: all, those that left since that time included.</param>
    /// <exception cref="Notifications.PushRequestException">Unknown app.</exception>
    [Alias("Count"), ResponseTimeout("00:05:00")]
    Task<AudienceCount> Count(long before, AudienceFilter? filter = null);

    /// <summary>
    /// Makes room for devices, which then go straight to the segments. Until <see cref="CompleteImport"/> no campaign
    /// can start. An import that broke off is begun again by the same call.
    /// </summary>
    /// <exception cref="Notifications.PushRequestException">
    /// Unknown app, or the audience was imported before with other devices and the mode forbids that.
    /// </exception>
    [Alias("BeginImport"), ResponseTimeout("00:10:00")]
    Task<ImportPlan> BeginImport(ImportRequest request);

    /// <summary>Counts what is there and lets campaigns start.</summary>
    [Alias("CompleteImport"), ResponseTimeout("00:10:00")]
    Task<AudienceInfo> CompleteImport();

    /// <summary>Told by a segment that it has grown; more segments are made when there are 1,000 devices in each.</summary>
    [Alias("ReportGrowth"), OneWay]
    Task ReportGrowth(int segment, int devices);
}

/// <summary>An audience as it was counted last.</summary>
/// <param name="Segments">How many segments there are.</param>
/// <param name="Devices">Members when they were counted last.</param>
/// <param name="IsImporting">Whether an import has begun and is not complete.</param>
[GenerateSerializer, Immutable, Alias("push.audience-info")]
public sealed record AudienceInfo(
    [property: Id(0)] int Segments,
    [property: Id(1)] long Devices,
    [property: Id(2)] bool IsImporting);

/// <summary>What a count found.</summary>
/// <param name="Segments">Into how many classes the audience was spread while it was counted.</param>
/// <param name="Devices">Members registered before the time asked for.</param>
[GenerateSerializer, Immutable, Alias("push.audience-count")]
public sealed record AudienceCount([property: Id(0)] int Segments, [property: Id(1)] long Devices);

/// <summary>How an import is to be partitioned.</summary>
/// <param name="Segments">Devices go to segment <see cref="LinearHash.Address"/> of this count.</param>
/// <param name="Time">The time of the import, in milliseconds since 1970: the base time of its rows.</param>
[GenerateSerializer, Immutable, Alias("push.import-plan")]
public sealed record ImportPlan([property: Id(0)] int Segments, [property: Id(1)] long Time);
