using Microsoft.Extensions.Logging.Abstractions;
using Push.Storage.Sqlite;
using Push.Storage.Sqlite.Databases;
using Push.Storage.Sqlite.GrainStorage;

// A process of its own for the tests to kill, to trace, or to keep a file from them. Its arguments are the command, the
// file, how many write at the same time, and how often each writes (0: until killed). Every acknowledged write is printed:
//   acknowledged <grain> <value>
var (command, path) = (args[0], args[1]);
try
{
    using var lease = await DatabaseLease.TakeAsync(path, NullLoggerFactory.Instance);
    Console.WriteLine("open");
    if (command == "hold")
        Console.Read();
    else
        await Task.WhenAll(Enumerable.Range(0, int.Parse(args[2])).Select(
            writer => WriteAsync(lease.Database, $"writer/{writer}", int.Parse(args[3]))));
    return 0;
}
catch (SqliteFileInUseException error)
{
    Console.WriteLine(error.Message);
    return 2;
}

static async Task WriteAsync(SqliteDatabase database, string grain, int times)
{
    var row = new GrainStateRow("service", "state", grain);
    var version = await database.ReadAsync(row.ReadVersion, CancellationToken.None);
    for (var i = 0; times == 0 || i < times; i++)
    {
        var next = version?.Number + 1 ?? 1;
        var payload = BitConverter.GetBytes(next);
        version = await database.WriteAsync(statements => version is { } held
            ? row.TryUpdate(statements, held, payload)
            : row.TryInsert(statements, payload), payload.Length, CancellationToken.None);
        Console.WriteLine($"acknowledged {grain} {next}");
    }
}
