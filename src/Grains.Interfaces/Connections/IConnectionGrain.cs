namespace Push.Grains.Connections;

/// <summary>
/// One connection to APNs and its stream budget. Key: <see cref="ConnectionKey"/>. Reentrant and kept alive; every
/// result travels with its own call, so a second activation merely opens a second connection.
/// </summary>
/// <remarks>Called by senders and devices; owns the client of Push.Apns.</remarks>
[GrainInterfaceType("push.connection"), Alias("push.connection")]
public interface IConnectionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Sends one notification to up to some thousand devices. Returns within 20 s: what was not written by then is
    /// not sent. When the queue is full, or the slot is moving to another silo, it answers busy at once.
    /// </summary>
    [Alias("SendBatch"), ResponseTimeout("00:00:30")]
    Task<BatchResult> SendBatch(Batch batch);

    /// <summary>Writes no more of a campaign's batches: they return with what has become of them.</summary>
    /// <param name="nonce">The campaign's nonce, as its batches carry it.</param>
    [Alias("Halt")]
    Task Halt(Guid nonce);

    /// <summary>
    /// Sends one notification to one device; passes batches. When as many are under way as the connection has room for, or the
    /// slot is moving to another silo, it answers busy at once.
    /// </summary>
    [Alias("Send"), ResponseTimeout("00:00:30")]
    Task<SendReceipt> Send(SingleSend send, CancellationToken cancellationToken);

    /// <summary>The slot at this moment.</summary>
    [Alias("GetStatus")]
    Task<ConnectionStatus> GetStatus();
}
