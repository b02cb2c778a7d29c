using System.Collections.Immutable;
using Push.Grains.Apps;

namespace Push.Grains.Audiences;

/// <summary>What was decided about proposals that stand in a segment's rows.</summary>
/// <param name="Decision">What becomes of the devices.</param>
/// <param name="Stamps">The proposals meant, by their stamps; empty: all. A device that was proposed again has another stamp.</param>
[GenerateSerializer, Immutable, Alias("push.settlement")]
public sealed record Settlement(
    [property: Id(0)] ProposalDecision Decision,
    [property: Id(1)] ImmutableArray<long> Stamps);
