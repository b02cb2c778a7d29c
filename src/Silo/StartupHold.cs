using Push.Silo.Clustering;
using Push.Storage.Sqlite;

namespace Push.Silo;

/// <summary>
/// Keeps for a silo what was found free before its host was built: the ports until the services start, the data folder
/// until the storages have opened it themselves.
/// </summary>
internal sealed class StartupHold : IHostedLifecycleService, IDisposable
{
    private readonly List<PortReservation> _ports = [];
    private SqliteFile? _database;

    /// <summary>The port given, or for 0 a free one.</summary>
    public int Port(int port)
    {
        if (port != 0)
            return port;
        var reservation = PortReservation.Take();
        _ports.Add(reservation);
        return reservation.Port;
    }

    /// <inheritdoc cref="SqliteFile.Open"/>
    public void Database(string path) => _database = SqliteFile.Open(path);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ports.ForEach(port => port.Dispose());
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _database?.Dispose();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // For a host that was never started, or could not be.
    public void Dispose()
    {
        _ports.ForEach(port => port.Dispose());
        _database?.Dispose();
    }
}
