namespace Push.Apns.Connections;

/// <summary>
/// What a caller handed to the connection: one content for one recipient or many. All fields are guarded by the
/// connection's gate. It is queued until its last recipient was written or given up, and completes when every attempt has
/// ended.
/// </summary>
internal abstract class Submission
{
    public NotificationContent Content { get; protected set; } = null!;

    /// <summary>How many recipients there are.</summary>
    public int Count { get; protected set; }

    /// <summary>Recipients before this index have a stream, or have ended without one.</summary>
    public int Next { get; set; }

    /// <summary>Attempts that have not ended.</summary>
    public int Open { get; protected set; }

    /// <summary>Nothing is written after this time (a timestamp of the connection's clock).</summary>
    public long WriteBy { get; protected set; }

    /// <summary>The repeated headers of the content, looked up when its first stream is written.</summary>
    public ContentFields Fields { get; set; }

    /// <summary>Whether <see cref="Fields"/> holds them.</summary>
    public bool HasFields { get; set; }

    public abstract bool IsSingle { get; }

    public Submission? Ahead { get; set; }

    public Submission? Behind { get; set; }

    public bool IsQueued { get; set; }

    public abstract Recipient Recipient(int index);

    /// <summary>Ends the attempt for one recipient. Called exactly once for each.</summary>
    /// <returns>Whether it was the last: then <see cref="Complete"/> is due.</returns>
    public bool End(int index, in AttemptResult result)
    {
        Store(index, result);
        return --Open == 0;
    }

    /// <summary>Tells the caller that every attempt has ended. Continuations run elsewhere, never under the gate.</summary>
    public abstract void Complete();

    protected abstract void Store(int index, in AttemptResult result);
}
