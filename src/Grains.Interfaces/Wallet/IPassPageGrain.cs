using System.Collections.Immutable;

namespace Push.Grains.Wallet;

/// <summary>
/// Up to 1,000 devices that may have one pass registered. Whether one has is for its <see cref="IPassDeviceGrain"/> to say:
/// a page may list a device too many, never one too few, and strikes out who says no.
/// </summary>
/// <remarks>Called by its pass; asks the devices.</remarks>
[GrainInterfaceType("push.pass-page"), Alias("push.pass-page")]
public interface IPassPageGrain : IGrainWithStringKey
{
    /// <summary>Enters a device, durably.</summary>
    /// <returns>False when the page is full.</returns>
    [Alias("Add")]
    Task<bool> Add(UInt128 device);

    /// <summary>Strikes a device out.</summary>
    [Alias("Remove")]
    Task Remove(UInt128 device);

    /// <summary>The devices.</summary>
    [Alias("GetDevices")]
    Task<ImmutableArray<UInt128>> GetDevices();

    /// <summary>Tells every device of a change, and returns when each was sent its push or could not be sent it now.</summary>
    /// <returns>How many are still owed it.</returns>
    [Alias("Announce"), ResponseTimeout("00:03:00")]
    Task<int> Announce(PassAnnouncement announcement);
}

/// <summary>A change of a pass.</summary>
/// <param name="Revision">The revision that it led to.</param>
/// <param name="IsDeleted">Whether the pass is gone: devices forget it, and are sent nothing.</param>
[GenerateSerializer, Immutable, Alias("push.pass-announcement")]
public readonly record struct PassAnnouncement([property: Id(0)] long Revision, [property: Id(1)] bool IsDeleted);
