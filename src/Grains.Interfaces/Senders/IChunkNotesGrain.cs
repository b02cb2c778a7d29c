namespace Push.Grains.Senders;

/// <summary>
/// What a chunk leaves behind beside the campaign's ledger: who of its devices is owed another attempt, and who was
/// not accepted. Key: <see cref="ChunkNotesKey"/>. A chunk that was accepted as a whole never has any.
/// </summary>
/// <remarks>
/// Written by senders before they report, so a note may belong to a report that never counted. That is why the notes of
/// the last report that did are kept beside the newest, and both are found by the number of their lease.
/// </remarks>
[GrainInterfaceType("push.chunk-notes"), Alias("push.chunk-notes")]
public interface IChunkNotesGrain : IGrainWithStringKey
{
    /// <summary>Stores the notes of a lease. Repeating the call changes nothing.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="basis">The lease whose notes they build on, and which are kept; 0: none.</param>
    /// <returns>False when a later lease has written: the caller's is lost.</returns>
    [Alias("Write")]
    Task<bool> Write(ChunkNotes notes, long basis);

    /// <summary>The notes of a lease; null when there are none.</summary>
    [Alias("Read")]
    Task<ChunkNotes?> Read(long lease);

    /// <summary>The newest notes: those that count, once the campaign has done with the chunk. Null when there are none.</summary>
    [Alias("ReadNewest")]
    Task<ChunkNotes?> ReadNewest();

    /// <summary>Removes all notes.</summary>
    [Alias("Clear")]
    Task Clear();
}

/// <summary>What is noted of a chunk under one lease.</summary>
/// <param name="Lease">The lease's number.</param>
/// <param name="Remainder">The devices that are owed another attempt, packed; empty when there are none.</param>
[GenerateSerializer, Immutable, Alias("push.chunk-notes-record")]
public sealed record ChunkNotes([property: Id(0)] long Lease, [property: Id(1)] ReadOnlyMemory<byte> Remainder)
{
    /// <summary>
    /// All devices of the chunk that have ended otherwise than accepted, under this lease and those before
    /// (<see cref="Campaigns.FailureBlock"/>).
    /// </summary>
    [Id(2)]
    public ReadOnlyMemory<byte> Failures { get; init; }

    /// <summary>
    /// When the first device of the remainder is due, in milliseconds since 1970 by the sender's clock: for a campaign that has lost
    /// its memory. Else its own clock decides.
    /// </summary>
    [Id(3)]
    public long Due { get; init; }

    /// <summary>Whether nothing is noted.</summary>
    public bool IsEmpty => Remainder.IsEmpty && Failures.IsEmpty;

    /// <summary>These notes with the failures that earlier leases left before their own.</summary>
    internal ChunkNotes After(ReadOnlyMemory<byte> failures) => failures.IsEmpty ? this : this with
    {
        Failures = Failures.IsEmpty ? failures : (byte[])[.. failures.Span, .. Failures.Span],
    };
}
