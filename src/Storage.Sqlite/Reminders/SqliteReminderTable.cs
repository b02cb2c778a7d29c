using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite.Reminders;

/// <summary>Reminders in SQLite, through the group commit of the file's writer.</summary>
internal sealed class SqliteReminderTable(IOptions<SqliteReminderOptions> options, IOptions<ClusterOptions> cluster,
    ILoggerFactory loggers) : IReminderTable, IDisposable
{
    private readonly string _service = cluster.Value.ServiceId;
    private DatabaseLease? _lease;

    private SqliteDatabase Database =>
        _lease?.Database ?? throw new InvalidOperationException("The reminder table is not open.");

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _lease = await DatabaseLease.TakeAsync(options.Value.Path, loggers);

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(Dispose, CancellationToken.None);

    public void Dispose() => _lease?.Dispose();

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, CancellationToken.None);

    public async Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken) =>
        new(await Database.ReadAsync(statements => ReminderRow.Read(statements, _service, grainId), cancellationToken));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, CancellationToken.None);

    public async Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) =>
        new(await Database.ReadAsync(statements => ReminderRow.Read(statements, _service, begin, end), cancellationToken));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        ReadRow(grainId, reminderName, CancellationToken.None);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken) =>
        await Database.ReadAsync(statements => ReminderRow.Read(statements, _service, grainId, reminderName),
            cancellationToken);

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, CancellationToken.None);

    public async Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken) =>
        await Database.WriteAsync(statements => ReminderRow.Write(statements, _service, entry), 0, cancellationToken);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        RemoveRow(grainId, reminderName, eTag, CancellationToken.None);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken) =>
        StateVersion.TryParse(eTag, out var held)
            ? Database.WriteAsync(statements => ReminderRow.TryDelete(statements, _service, grainId, reminderName, held), 0,
                cancellationToken)
            : Task.FromResult(false);

    public Task TestOnlyClearTable() => TestOnlyClearTable(CancellationToken.None);

    public Task TestOnlyClearTable(CancellationToken cancellationToken) =>
        Database.WriteAsync(statements => ReminderRow.Clear(statements, _service), 0, cancellationToken);
}
