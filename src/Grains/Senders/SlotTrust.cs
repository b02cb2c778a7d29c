namespace Push.Grains.Senders;

/// <summary>Whether a connection slot has answered the last batch; one that has is sent the next without being asked first.</summary>
/// <remarks>Shared by the <see cref="ChunkSender"/>s of one <see cref="SenderLoop"/>, on its grain's scheduler.</remarks>
internal sealed class SlotTrust
{
    public bool Answers { get; set; }
}
