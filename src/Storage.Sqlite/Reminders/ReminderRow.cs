using System.Globalization;
using Microsoft.Data.Sqlite;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite.Reminders;

/// <summary>The statements on the table of reminders.</summary>
internal static class ReminderRow
{
    private const string Columns = "SELECT id, version, grain, name, start_at, period FROM reminder WHERE service = $service ";
    private const string SelectOne = Columns + "AND grain = $grain AND name = $name";
    private const string SelectGrain = Columns + "AND grain = $grain";
    private const string SelectRange = Columns + "AND hash > $begin AND hash <= $end";
    private const string SelectAround = Columns + "AND (hash > $begin OR hash <= $end)";

    private const string Upsert = """
        INSERT INTO reminder (version, service, grain, name, hash, start_at, period)
        VALUES (1, $service, $grain, $name, $hash, $start, $period)
        ON CONFLICT (service, grain, name) DO UPDATE
            SET version = version + 1, hash = excluded.hash, start_at = excluded.start_at, period = excluded.period
        RETURNING id || '.' || version
        """;

    private const string Delete = """
        DELETE FROM reminder
        WHERE service = $service AND grain = $grain AND name = $name AND id = $id AND version = $version
        """;

    private const string DeleteAll = "DELETE FROM reminder WHERE service = $service";

    public static ReminderEntry? Read(Statements statements, string service, GrainId grain, string name) =>
        Entries(statements.Bind(SelectOne, ("$service", service), ("$grain", grain.ToString()), ("$name", name)))
            .FirstOrDefault();

    public static List<ReminderEntry> Read(Statements statements, string service, GrainId grain) =>
        Entries(statements.Bind(SelectGrain, ("$service", service), ("$grain", grain.ToString())));

    /// <summary>Those whose grain's hash is in (begin, end]; a range that doesn't ascend passes through the ring's zero.</summary>
    public static List<ReminderEntry> Read(Statements statements, string service, uint begin, uint end) =>
        Entries(statements.Bind(begin < end ? SelectRange : SelectAround, ("$service", service), ("$begin", (long)begin),
            ("$end", (long)end)));

    /// <returns>The ETag.</returns>
    public static string Write(Statements statements, string service, ReminderEntry entry) =>
        Convert.ToString(statements.Bind(Upsert, ("$service", service), ("$grain", entry.GrainId.ToString()),
            ("$name", entry.ReminderName), ("$hash", (long)entry.GrainId.GetUniformHashCode()),
            ("$start", entry.StartAt.Ticks), ("$period", entry.Period.Ticks)).ExecuteScalar(), CultureInfo.InvariantCulture)!;

    public static bool TryDelete(Statements statements, string service, GrainId grain, string name, StateVersion held) =>
        statements.Bind(Delete, ("$service", service), ("$grain", grain.ToString()), ("$name", name), ("$id", held.Row),
            ("$version", held.Number)).ExecuteNonQuery() == 1;

    public static int Clear(Statements statements, string service) =>
        statements.Bind(DeleteAll, ("$service", service)).ExecuteNonQuery();

    private static List<ReminderEntry> Entries(SqliteCommand command)
    {
        var entries = new List<ReminderEntry>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            entries.Add(new ReminderEntry
            {
                ETag = new StateVersion(reader.GetInt64(0), reader.GetInt64(1)).ToString(),
                GrainId = GrainId.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                ReminderName = reader.GetString(3),
                StartAt = new DateTime(reader.GetInt64(4), DateTimeKind.Utc),
                Period = new TimeSpan(reader.GetInt64(5)),
            });
        }
        return entries;
    }
}
