using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Client.Audiences;

/// <summary>Calls about sets of devices.</summary>
public sealed class AudienceCalls
{
    private readonly IGrainFactory _grains;

    internal AudienceCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>
    /// Imports devices into a named list of an app, or among its registered devices. An import that broke off is
    /// completed by giving the same tokens again; the same token twice adds nothing.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="list">The list's name; null adds the tokens to the registered devices of the app.</param>
    /// <param name="tokens">The tokens, read once.</param>
    /// <param name="progress">Told how many tokens are in storage.</param>
    /// <param name="cancellationToken">Breaks the import off; no campaign can start on the list until it is complete.</param>
    /// <exception cref="PushRequestException">Unknown app, a name is malformed, or an import of other devices is incomplete.</exception>
    public async Task<ImportSummary> ImportAsync(
        string app,
        string? list,
        IAsyncEnumerable<DeviceToken> tokens,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var import = new AudienceImport(_grains, app, list);
        await foreach (var token in tokens.WithCancellation(cancellationToken).ConfigureAwait(false)) import.Add(token);
        return await import.RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Imports devices with their attributes and times of registration. Members get the attributes of the import; where it
    /// has none, theirs stay.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="list">The list's name; null adds the devices to the registered devices of the app.</param>
    /// <param name="devices">The devices, read once.</param>
    /// <param name="mode">What happens when the audience was imported before, with other devices.</param>
    /// <param name="progress">Told how many devices are in storage.</param>
    /// <param name="cancellationToken">Breaks the import off; no campaign can start on the list until it is complete.</param>
    /// <exception cref="PushRequestException">
    /// Unknown app, a name is malformed, or the audience was imported with other devices and the mode forbids that.
    /// </exception>
    public async Task<ImportSummary> ImportAsync(
        string app,
        string? list,
        IAsyncEnumerable<AudienceDevice> devices,
        ImportMode mode = ImportMode.Add,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var import = new AudienceImport(_grains, app, list, mode);
        await foreach (var device in devices.WithCancellation(cancellationToken).ConfigureAwait(false)) import.Add(device);
        return await import.RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The devices of an app, or of one of its lists, as they were counted last.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="list">The list's name; null for the registered devices.</param>
    /// <exception cref="PushRequestException">A name is malformed.</exception>
    public Task<AudienceInfo> GetAsync(string app, string? list = null) => _grains
        .GetGrain<IAudienceGrain>(AudienceKey.Of(app, list))
        .GetInfo();

    /// <summary>Counts the devices that a campaign would be sent to now.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="list">The list's name; null for the registered devices.</param>
    /// <param name="filter">Only devices that it means; null: all.</param>
    /// <exception cref="PushRequestException">Unknown app, or a name is malformed.</exception>
    public async Task<long> CountAsync(string app, string? list = null, AudienceFilter? filter = null)
    {
        var audience = _grains.GetGrain<IAudienceGrain>(AudienceKey.Of(app, list));
        return (await audience.Count(long.MaxValue, filter).ConfigureAwait(false)).Devices;
    }

    /// <summary>
    /// Reads the devices as a stream, one chunk ahead. A device that is a member from beginning to end comes exactly once;
    /// of those that come or go meanwhile some do. What is read can be imported.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="list">The list's name; null for the registered devices.</param>
    /// <param name="filter">Only devices that it means; null: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PushRequestException">Unknown app, or a name is malformed.</exception>
    public IAsyncEnumerable<AudienceDevice> ExportAsync(
        string app, string? list = null, AudienceFilter? filter = null, CancellationToken cancellationToken = default) =>
        AudienceExport.ReadAsync(_grains, app, list, filter, cancellationToken);
}
