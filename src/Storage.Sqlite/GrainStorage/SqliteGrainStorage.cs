using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite.GrainStorage;

/// <summary>
/// Grain states in SQLite. A write ends after the commit that holds it is on disk. The ETag is the version of the row;
/// a write or clear with another than the stored one ends in <see cref="InconsistentStateException"/>. Clearing deletes
/// the row and leaves the grain without an ETag, free to write again.
/// </summary>
/// <remarks>Called by Orleans for the states of grains; calls <see cref="SqliteDatabase"/>.</remarks>
internal sealed class SqliteGrainStorage(string name, SqliteGrainStorageOptions options, string serviceId,
    IActivatorProvider activators, ILoggerFactory loggers)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private DatabaseLease? _lease;

    private SqliteDatabase Database =>
        _lease?.Database ?? throw new InvalidOperationException($"The grain storage '{name}' is not open.");

    public static SqliteGrainStorage Create(IServiceProvider services, string name) => new(name,
        services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(name),
        services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId,
        services.GetRequiredService<IActivatorProvider>(),
        services.GetRequiredService<ILoggerFactory>());

    // Before the reminders and the grains start, and after they stopped.
    public void Participate(ISiloLifecycle observer) => observer.Subscribe($"{nameof(SqliteGrainStorage)}-{name}",
        ServiceLifecycleStage.RuntimeStorageServices, OpenAsync, _ => Task.Run(Dispose, CancellationToken.None));

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _lease = await DatabaseLease.TakeAsync(options.Path, loggers);

    public void Dispose() => _lease?.Dispose();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState,
        CancellationToken cancellationToken)
    {
        if (await Database.ReadAsync(Row(stateName, grainId).Read, cancellationToken) is not var (version, payload))
        {
            SetMissing(grainState);
            return;
        }
        grainState.State = options.GrainStorageSerializer.Deserialize<T>(new BinaryData(payload));
        grainState.ETag = version.ToString();
        grainState.RecordExists = true;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState,
        CancellationToken cancellationToken)
    {
        var row = Row(stateName, grainId);
        var etag = grainState.ETag;
        var payload = options.GrainStorageSerializer.Serialize(grainState.State).ToArray();
        var version = await Database.WriteAsync(statements =>
        {
            var written = etag is null ? row.TryInsert(statements, payload)
                : StateVersion.TryParse(etag, out var held) ? row.TryUpdate(statements, held, payload)
                : null;
            return written ?? throw Conflict(row, row.ReadVersion(statements), etag);
        }, payload.Length, cancellationToken);
        grainState.ETag = version.ToString();
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState,
        CancellationToken cancellationToken)
    {
        var row = Row(stateName, grainId);
        var etag = grainState.ETag;
        await Database.WriteAsync(statements =>
        {
            if (StateVersion.TryParse(etag, out var held) && row.TryDelete(statements, held))
                return true;
            // Who never saw a state may clear what isn't there.
            return row.ReadVersion(statements) is null && etag is null ? false
                : throw Conflict(row, row.ReadVersion(statements), etag);
        }, 0, cancellationToken);
        SetMissing(grainState);
    }

    private GrainStateRow Row(string stateName, GrainId grainId) => new(serviceId, stateName, grainId.ToString());

    private void SetMissing<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Conflict(GrainStateRow row, StateVersion? stored, string? held) => new(
        $"The state '{row.State}' of grain {row.Grain} was written by someone else: version {stored?.ToString() ?? "none"} " +
        $"is stored, {held ?? "none"} was expected.", stored?.ToString(), held);
}
