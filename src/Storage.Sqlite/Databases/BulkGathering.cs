namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// When large states wait for one another. Every commit writes some seven pages besides its states; an import, whose states come
/// by themselves and many at a time, would write them for every few of its states, and gains nothing by an early commit.
/// </summary>
internal sealed record BulkGathering
{
    /// <summary>Bytes from which a state is large. A smaller one is never kept waiting, nor what waits with it. Default: 16 KiB.</summary>
    public long Large { get; init; } = 16 << 10;

    /// <summary>How many must be waiting, so that a single writer isn't slowed down. Default: 4.</summary>
    public int Siblings { get; init; } = 4;

    /// <summary>Bytes that are worth a commit. Default: 1 MiB.</summary>
    public long Enough { get; init; } = 1 << 20;

    /// <summary>The longest time. Default: 25 ms.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Whether an operation of so many bytes is none to wait for.</summary>
    public bool IsSmall(long size) => size < Large;

    /// <summary>How much longer to wait for more; null: not at all.</summary>
    public TimeSpan? TimeLeft(int waiting, int small, long bytes, TimeSpan elapsed) =>
        waiting >= Siblings && small == 0 && bytes < Enough && elapsed < Longest ? Longest - elapsed : null;
}
