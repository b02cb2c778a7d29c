using System.Collections.Immutable;

namespace Push.Grains.Connections;

/// <summary>
/// What became of a batch: each device has an index into the few different answers that were given. A batch that was
/// accepted as a whole has one answer and no indexes.
/// </summary>
/// <param name="Answers">The different answers, at most 256.</param>
/// <param name="Indexes">For each device, in the batch's order, its answer; empty when all have the first.</param>
[GenerateSerializer, Immutable, Alias("push.batch-result")]
public sealed record BatchResult(
    [property: Id(0)] ImmutableArray<Answer> Answers,
    [property: Id(1)] ReadOnlyMemory<byte> Indexes)
{
    /// <summary>The timestamps of 410 answers, in the order of their devices.</summary>
    [Id(2)]
    public ImmutableArray<GoneSince> Gone { get; init; } = [];

    /// <summary>Whether APNs refuses this app's credential or topic, and what it says; the rest was not sent.</summary>
    [Id(3)]
    public Campaigns.CampaignProblem? Problem { get; init; }

    /// <summary>The answer of one device.</summary>
    public Answer this[int device] => Answers[Indexes.IsEmpty ? 0 : Indexes.Span[device]];

    /// <summary>The same answer for every device.</summary>
    public static BatchResult Of(Answer answer) => new([answer], default);
}

/// <summary>Since when Apple says that a device is gone.</summary>
/// <param name="Device">The device's place in the batch.</param>
/// <param name="Timestamp">Apple's timestamp in milliseconds since 1970.</param>
[GenerateSerializer, Immutable, Alias("push.gone-since")]
public readonly record struct GoneSince([property: Id(0)] int Device, [property: Id(1)] long Timestamp);
