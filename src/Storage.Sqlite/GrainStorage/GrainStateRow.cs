using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite.GrainStorage;

/// <summary>
/// One state of one grain in its table, and the statements on it. The key is taken as it is: compared byte by byte,
/// nothing folded, nothing shortened.
/// </summary>
internal readonly record struct GrainStateRow(string Service, string State, string Grain)
{
    private const string Select = """
        SELECT id, version, payload FROM grain_state WHERE service = $service AND state = $state AND grain = $grain
        """;

    private const string SelectVersion = """
        SELECT id, version FROM grain_state WHERE service = $service AND state = $state AND grain = $grain
        """;

    private const string Insert = """
        INSERT INTO grain_state (version, service, state, grain, payload) VALUES (1, $service, $state, $grain, $payload)
        ON CONFLICT (service, state, grain) DO NOTHING RETURNING id
        """;

    private const string Update = """
        UPDATE grain_state SET version = version + 1, payload = $payload
        WHERE id = $id AND version = $version AND service = $service AND state = $state AND grain = $grain
        """;

    private const string Delete = """
        DELETE FROM grain_state
        WHERE id = $id AND version = $version AND service = $service AND state = $state AND grain = $grain
        """;

    /// <summary>The state as stored, or null when there is none.</summary>
    public (StateVersion Version, byte[] Payload)? Read(Statements statements)
    {
        using var reader = statements.Bind(Select, ("$service", Service), ("$state", State), ("$grain", Grain))
            .ExecuteReader();
        if (!reader.Read())
            return null;
        return (new StateVersion(reader.GetInt64(0), reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2));
    }

    /// <summary>The version of the stored state, or null when there is none; asked for when an ETag did not match.</summary>
    public StateVersion? ReadVersion(Statements statements)
    {
        using var reader = statements.Bind(SelectVersion, ("$service", Service), ("$state", State), ("$grain", Grain))
            .ExecuteReader();
        return reader.Read() ? new StateVersion(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Stores the first version; null when there is one already.</summary>
    public StateVersion? TryInsert(Statements statements, byte[] payload) =>
        statements.Bind(Insert, ("$service", Service), ("$state", State), ("$grain", Grain), ("$payload", payload))
            .ExecuteScalar() is long id ? new StateVersion(id, 1) : null;

    /// <summary>Replaces <paramref name="held"/> and nothing else; null when another version is stored.</summary>
    public StateVersion? TryUpdate(Statements statements, StateVersion held, byte[] payload) =>
        statements.Bind(Update, ("$id", held.Row), ("$version", held.Number), ("$service", Service), ("$state", State),
            ("$grain", Grain), ("$payload", payload)).ExecuteNonQuery() == 1 ? held.Next : null;

    /// <summary>Deletes <paramref name="held"/> and nothing else.</summary>
    public bool TryDelete(Statements statements, StateVersion held) =>
        statements.Bind(Delete, ("$id", held.Row), ("$version", held.Number), ("$service", Service), ("$state", State),
            ("$grain", Grain)).ExecuteNonQuery() == 1;
}
