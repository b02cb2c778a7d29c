namespace Push.Grains.Audiences;

/// <summary>A segment's answer.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Moved">0, or the number of segments there are now: the caller came to the wrong one.</param>
/// <param name="Value">What was asked for; without meaning if the devices have moved.</param>
[GenerateSerializer, Immutable, Alias("push.segment-reply`1")]
public readonly record struct SegmentReply<T>([property: Id(0)] int Moved, [property: Id(1)] T Value);

/// <summary>Makes replies.</summary>
internal static class SegmentReply
{
    public static SegmentReply<T> Of<T>(T value) => new(0, value);

    public static SegmentReply<T> MovedTo<T>(int segments) => new(segments, default!);
}

/// <summary>What an import added to a segment.</summary>
/// <param name="Moved">0, or the number of segments there are now: the rows belong elsewhere and nothing was done.</param>
/// <param name="Added">Devices that are new.</param>
/// <param name="Duplicates">Devices that were there already, or stood twice in the rows.</param>
[GenerateSerializer, Immutable, Alias("push.segment-import")]
public sealed record SegmentImport(
    [property: Id(0)] int Moved,
    [property: Id(1)] int Added,
    [property: Id(2)] int Duplicates)
{
    /// <summary>Devices that were there, and whose attributes or time of registration changed.</summary>
    [Id(3)]
    public int Updated { get; init; }
}

/// <summary>Which devices are wanted.</summary>
/// <param name="Segments">The number of segments by which the caller came.</param>
/// <param name="Class">The class.</param>
/// <param name="Before">Members registered before this time, in milliseconds since 1970.</param>
/// <param name="Filter">Only devices that it means; null: all.</param>
[GenerateSerializer, Immutable, Alias("push.chunk-read")]
public sealed record ChunkRead(
    [property: Id(0)] int Segments,
    [property: Id(1)] HashClass Class,
    [property: Id(2)] long Before,
    [property: Id(3)] AudienceFilter? Filter = null);

/// <summary>The devices of a chunk.</summary>
/// <param name="Rows">The members.</param>
/// <param name="Left">
/// How many were members at the time asked for and have left since; 0 with a filter, because nobody knows any more whether it
/// meant them.
/// </param>
[GenerateSerializer, Immutable, Alias("push.chunk-rows")]
public sealed record ChunkRows([property: Id(0)] DeviceRows Rows, [property: Id(1)] int Left);
