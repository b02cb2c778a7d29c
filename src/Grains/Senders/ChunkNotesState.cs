namespace Push.Grains.Senders;

/// <summary>The newest notes, and those they build on: these count until the report of the newest does.</summary>
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
}
