namespace Push.Cli.Sending;

/// <summary>What messages call each setting: the option, or the key of the configuration, whichever the user wrote.</summary>
internal sealed record FieldNames(
    string Topic,
    string Environment,
    string KeyFile,
    string KeyId,
    string TeamId,
    string CertificateFile,
    string CertificatePasswordFile,
    string Port,
    string RootCertificateFile,
    string ChannelPort,
    string BroadcastPort)
{
    /// <summary>The options of <c>send</c> and <c>doctor</c>.</summary>
    public static FieldNames Options { get; } = new(
        "--topic",
        "--environment",
        "--key",
        "--key-id",
        "--team-id",
        "--certificate",
        "--password-file",
        "--port",
        "--root-certificate",
        "--channel-port",
        "--port");

    /// <summary>The keys of an app in the configuration.</summary>
    public static FieldNames OfApp(string app) => new(
        $"Push:Apps:{app}:Topic",
        $"Push:Apps:{app}:Environment",
        $"Push:Apps:{app}:KeyFile",
        $"Push:Apps:{app}:KeyId",
        $"Push:Apps:{app}:TeamId",
        $"Push:Apps:{app}:CertificateFile",
        $"Push:Apps:{app}:CertificatePasswordFile",
        $"Push:Apps:{app}:Port",
        $"Push:Apps:{app}:RootCertificateFile",
        $"Push:Apps:{app}:ChannelPort",
        $"Push:Apps:{app}:BroadcastPort");
}
