namespace Push.Grains.Connections;

/// <summary>A connection slot at one moment.</summary>
/// <param name="Silo">The silo it lives on.</param>
/// <param name="IsConnected">Whether a connection is open.</param>
/// <param name="Queued">Batches waiting or being sent.</param>
/// <param name="IsMoving">Whether it is leaving this silo.</param>
[GenerateSerializer, Immutable, Alias("push.connection-status")]
public sealed record ConnectionStatus(
    [property: Id(0)] string Silo,
    [property: Id(1)] bool IsConnected,
    [property: Id(2)] int Queued,
    [property: Id(3)] bool IsMoving)
{
    /// <summary>Why the last connection could not be opened, or null.</summary>
    [Id(4)]
    public Campaigns.CampaignProblem? Problem { get; init; }
}
