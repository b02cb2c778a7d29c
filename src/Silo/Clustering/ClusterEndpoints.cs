namespace Push.Silo.Clustering;

/// <summary>
/// What a silo is called and where it listens. Section <c>Push:Cluster</c>. A silo by itself listens on the loopback
/// address only; a cluster over several machines is configured by Orleans' own section <c>Orleans:Clustering</c>.
/// </summary>
public sealed class ClusterEndpoints
{
    /// <summary>The usual port for silos: Orleans' own.</summary>
    public const int DefaultSiloPort = 11111;

    /// <summary>The usual port for clients: Orleans' own.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>The id that silos of one cluster, and its clients, share. Default <c>push</c>.</summary>
    public string ClusterId { get; set; } = "push";

    /// <summary>The id under which states are stored: another one sees none of them. Default <c>push</c>.</summary>
    public string ServiceId { get; set; } = "push";

    /// <summary>The TCP port for other silos; 0 takes a free one. Default 11111.</summary>
    public int SiloPort { get; set; } = DefaultSiloPort;

    /// <summary>The TCP port for clients; 0 takes a free one. Default 30000.</summary>
    public int GatewayPort { get; set; } = DefaultGatewayPort;
}
