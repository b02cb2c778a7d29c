namespace Push.Grains.Audiences;

/// <summary>The rows of a segment, packed.</summary>
[GenerateSerializer, Alias("push.segment-state")]
internal sealed class SegmentState
{
    [Id(0)]
    public DeviceRows Rows { get; set; } = DeviceRows.None;

    /// <summary>The number of segments by which every row belongs here: what went to later ones was removed.</summary>
    [Id(1)]
    public int Spread { get; set; }

    /// <summary>The attempt to split that filled it: what an older one still brings is refused.</summary>
    [Id(2)]
    public long Epoch { get; set; }
}

/// <summary>Rows that changed since the segment was written as a whole: they take the place of those in it.</summary>
[GenerateSerializer, Alias("push.segment-delta")]
internal sealed class SegmentDelta
{
    [Id(0)]
    public DeviceRows Rows { get; set; } = DeviceRows.None;
}
