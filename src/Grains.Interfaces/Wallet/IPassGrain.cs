using Push.Grains.Notifications;

namespace Push.Grains.Wallet;

/// <summary>
/// One Wallet pass: what it shows, its secret, and the order in which it changed. Key: <see cref="PassKey"/>.
/// </summary>
/// <remarks>
/// Called by whoever issues passes and by the PassKit web service; tells its <see cref="IPassPageGrain"/>s of changes.
/// </remarks>
[GrainInterfaceType("push.pass"), Alias("push.pass")]
public interface IPassGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates the pass or changes what it shows. When this returns the change is stored, and every device that has the
    /// pass registered will get an update push, whatever fails in between. The same content again changes nothing.
    /// </summary>
    /// <param name="content">What it shows.</param>
    /// <param name="authenticationToken">
    /// The secret in the pass, 16 to 128 printable characters; null keeps the one it has, or makes one.
    /// </param>
    /// <exception cref="PushRequestException">The pass type isn't configured, or content or token is malformed.</exception>
    [Alias("Put")]
    Task<PassStored> Put(PassContent content, string? authenticationToken);

    /// <summary>What is known of the pass; null when there is none.</summary>
    [Alias("Get")]
    Task<PassInfo?> Get();

    /// <summary>Removes the pass: the web service doesn't know it any more, and its registrations are forgotten.</summary>
    /// <returns>Whether there was one.</returns>
    [Alias("Delete")]
    Task<bool> Delete();

    /// <summary>What the pass shows, for its issuer; null when there is none.</summary>
    [Alias("Read")]
    Task<PassDownload?> Read();

    /// <summary>What the pass shows, for a device; null when there is none or the token is another.</summary>
    /// <param name="authenticationToken">What the device took from the pass.</param>
    /// <param name="modifiedSince">The time of the device's copy.</param>
    [Alias("Fetch")]
    Task<PassDownload?> Fetch(string authenticationToken, DateTimeOffset? modifiedSince);

    /// <summary>Whether the pass exists and this is its token; compared in constant time.</summary>
    [Alias("Authorize")]
    Task<bool> Authorize(string authenticationToken);

    /// <summary>Enters a device into one of the pages, durably, before the device enters the pass.</summary>
    [Alias("Admit")]
    Task<PassAdmission> Admit(string authenticationToken, UInt128 device);

    /// <summary>Keeps what whoever added the pass said of himself.</summary>
    /// <param name="info">A JSON object of at most 4,096 bytes.</param>
    /// <returns>Whether there is such a pass, it asks for that, and the object is one.</returns>
    [Alias("Personalize")]
    Task<bool> Personalize(ReadOnlyMemory<byte> info);

    /// <summary>One page of registrations, from 0; beyond the last it is empty.</summary>
    [Alias("GetRegistrations")]
    Task<PassRegistrations> GetRegistrations(int page);
}

/// <summary>Whether a device may register a pass, and where it was entered.</summary>
/// <param name="Page">The page, or -1: unknown pass or wrong token, -2: the pass has no room for more devices.</param>
/// <param name="Revision">The pass's revision at that time.</param>
[GenerateSerializer, Immutable, Alias("push.pass-admission")]
public readonly record struct PassAdmission([property: Id(0)] int Page, [property: Id(1)] long Revision)
{
    /// <summary>There is no such pass, or its token is another.</summary>
    public static PassAdmission Unauthorized { get; } = new(-1, 0);

    /// <summary>A million devices have the pass.</summary>
    public static PassAdmission Full { get; } = new(-2, 0);
}
