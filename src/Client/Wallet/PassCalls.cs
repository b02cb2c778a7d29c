using Push.Grains.Notifications;
using Push.Grains.Wallet;

namespace Push.Client.Wallet;

/// <summary>Calls about Wallet passes: stored, changed, handed out, removed.</summary>
public sealed class PassCalls
{
    private readonly IGrainFactory _grains;

    internal PassCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>
    /// Creates a pass or changes it. When this returns the change is stored, and every device that has the pass will get an
    /// update push. The same content again changes nothing, so a call that failed can be repeated.
    /// </summary>
    /// <param name="passType">The configured pass type.</param>
    /// <param name="serial">The serial number: 1 to 128 letters, digits, <c>-</c>, <c>_</c> and <c>.</c></param>
    /// <param name="content">What it shows.</param>
    /// <param name="authenticationToken">The secret in the pass; null keeps the one it has, or makes one.</param>
    /// <exception cref="PushRequestException">
    /// Unknown pass type, or the pass could not be signed as it is; the message says everything that is wrong.
    /// </exception>
    public Task<PassStored> StoreAsync(string passType, string serial, PassContent content, string? authenticationToken = null) =>
        Pass(passType, serial).Put(content, authenticationToken);

    /// <summary>What is known of a pass; null when there is none.</summary>
    public Task<PassInfo?> FindAsync(string passType, string serial) => Pass(passType, serial).Get();

    /// <summary>Removes a pass. The devices that have it keep what they show, and can't update it any more.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(string passType, string serial) => Pass(passType, serial).Delete();

    /// <summary>The signed pass as it is now, a <c>.pkpass</c> file to hand out; null when there is none.</summary>
    public Task<ReadOnlyMemory<byte>?> SignAsync(string passType, string serial) =>
        _grains.GetGrain<IPassPackagingGrain>(0).Build(passType, serial);

    /// <summary>The devices that have a pass registered, in no particular order; read page by page.</summary>
    public async IAsyncEnumerable<RegisteredDevice> GetRegistrationsAsync(string passType, string serial)
    {
        for (var (page, pages) = (0, 1); page < pages; page++)
        {
            var registrations = await Pass(passType, serial).GetRegistrations(page);
            pages = registrations.Pages;
            foreach (var device in registrations.Devices) yield return device;
        }
    }

    private IPassGrain Pass(string passType, string serial) => _grains.GetGrain<IPassGrain>(PassKey.Of(passType, serial));
}
