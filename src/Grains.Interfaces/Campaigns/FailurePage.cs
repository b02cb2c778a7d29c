namespace Push.Grains.Campaigns;

/// <summary>Some of the devices that a campaign could not reach.</summary>
/// <param name="Failures">The failures, packed (<see cref="FailureBlock.Unpack"/>); it may be empty before the end.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
[GenerateSerializer, Immutable, Alias("push.failure-page")]
public sealed record FailurePage([property: Id(0)] ReadOnlyMemory<byte> Failures, [property: Id(1)] int? Next);
