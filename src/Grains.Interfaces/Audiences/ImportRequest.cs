namespace Push.Grains.Audiences;

/// <summary>What is to be imported.</summary>
/// <param name="Devices">How many devices, duplicates included.</param>
/// <param name="Digest">A sum over all of them, the same in any order: two imports with the same sum are the same import.</param>
/// <param name="Mode">What happens when the audience was imported before, with other devices.</param>
[GenerateSerializer, Immutable, Alias("push.import-request")]
public sealed record ImportRequest(
    [property: Id(0)] long Devices,
    [property: Id(1)] UInt128 Digest,
    [property: Id(2)] ImportMode Mode);

/// <summary>What happens when an audience was imported before, with other devices than now.</summary>
public enum ImportMode
{
    /// <summary>The devices are added. While an import of others is incomplete, this one is refused.</summary>
    Add,

    /// <summary>
    /// The devices are added, also when an import of others is incomplete; what that one has written stays, and it counts as given up.
    /// </summary>
    AddAnyway,

    /// <summary>The import is refused: the audience consists of the devices of one import, as a campaign's list does.</summary>
    Only,
}
