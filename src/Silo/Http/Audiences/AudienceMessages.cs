using Push.Grains.Audiences;

namespace Push.Silo.Http.Audiences;

/// <summary>Names devices.</summary>
/// <param name="List">An imported list; left out: the registered devices of the app.</param>
/// <param name="Filter">Only devices that it means, as text or as an object; left out: all of them.</param>
internal sealed record AudienceRequest(string? List, AudienceFilter? Filter);

/// <param name="Devices">How many there are now.</param>
internal sealed record AudienceCountReply(long Devices);
