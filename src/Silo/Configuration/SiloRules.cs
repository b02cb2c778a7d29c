namespace Push.Silo.Configuration;

/// <summary>The rules of what belongs to the silo itself; those of apps live with their options.</summary>
internal static class SiloRules
{
    public static IEnumerable<string> Check(PushSiloOptions options)
    {
        var cluster = options.Cluster;
        if (string.IsNullOrWhiteSpace(options.Data))
            yield return "Push:Data: a folder is needed.";
        else if (File.Exists(options.Data))
            yield return $"Push:Data: '{options.Data}' is a file, a folder is needed.";
        if (options.PublicPort is <= 0 or > ushort.MaxValue)
            yield return "Push:PublicPort: is 1 to 65535.";
        if (string.IsNullOrWhiteSpace(cluster.ClusterId))
            yield return "Push:Cluster:ClusterId: must not be empty.";
        if (string.IsNullOrWhiteSpace(cluster.ServiceId))
            yield return "Push:Cluster:ServiceId: must not be empty.";
        if (cluster.SiloPort is < 0 or > ushort.MaxValue)
            yield return "Push:Cluster:SiloPort: is 1 to 65535, or 0 for a free port.";
        if (cluster.GatewayPort is < 0 or > ushort.MaxValue)
            yield return "Push:Cluster:GatewayPort: is 1 to 65535, or 0 for a free port.";
        if (cluster.SiloPort == cluster.GatewayPort && cluster.SiloPort != 0)
            yield return "Push:Cluster:GatewayPort: must differ from SiloPort.";
    }
}
