namespace Push.Grains.Senders;

/// <summary>The right to send one chunk of a campaign, for a limited time.</summary>
/// <param name="Number">The number, which no other lease of the campaign has.</param>
/// <param name="Chunk">The chunk: a hash class of the audience as it was spread when the campaign started.</param>
/// <param name="Attempt">How often this chunk was leased before.</param>
/// <param name="TimeLeft">How long it lasts if it is not renewed, counted from when it was granted.</param>
[GenerateSerializer, Immutable, Alias("push.lease")]
public sealed record Lease(
    [property: Id(0)] long Number,
    [property: Id(1)] int Chunk,
    [property: Id(2)] int Attempt,
    [property: Id(3)] TimeSpan TimeLeft);
