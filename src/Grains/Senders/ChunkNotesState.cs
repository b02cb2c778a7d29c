namespace Push.Grains.Senders;

/// <summary>The notes of the last report that was counted, and of the newest lease.</summary>
[GenerateSerializer, Alias("push.chunk-notes-state")]
internal sealed class ChunkNotesState
{
    [Id(0)]
    public List<ChunkNotes> Versions { get; set; } = [];

    /// <summary>Takes the notes of a lease, and keeps those they build on; false when a later lease has written.</summary>
    public bool Write(ChunkNotes notes, long basis)
    {
        if (Versions.Exists(version => version.Lease > notes.Lease)) return false;
        Versions.RemoveAll(version => version.Lease != basis);
        Versions.Add(notes);
        return true;
    }

    public ChunkNotes? Find(long lease) => Versions.Find(version => version.Lease == lease);

    /// <summary>
    /// Drops what is older than the notes of a lease whose report was counted. Those stay, even if nothing is noted: by their
    /// number they keep out a sender that was stopped for long and writes late.
    /// </summary>
    /// <returns>Whether anything was dropped.</returns>
    public bool Settle(long lease) => Versions.RemoveAll(version => version.Lease < lease) > 0;
}
