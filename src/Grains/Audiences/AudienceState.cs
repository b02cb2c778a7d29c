namespace Push.Grains.Audiences;

/// <summary>How an audience is spread, and what was counted last.</summary>
[GenerateSerializer, Alias("push.audience-state")]
internal sealed class AudienceState
{
    [Id(0)]
    public int Segments { get; set; } = 1;

    [Id(1)]
    public long Devices { get; set; }

    [Id(2)]
    public bool IsImporting { get; set; }

    /// <summary>The segment whose source has not finished giving devices away; 0: none.</summary>
    [Id(3)]
    public int Splitting { get; set; }
}
