namespace Push.Cli.Sending;

/// <summary>Where to send and as whom, as text: from options, from an app of the configuration, or both.</summary>
internal sealed record TargetSettings
{
    public string? Topic { get; init; }

    public string? Environment { get; init; }

    public string? KeyFile { get; init; }

    public string? KeyId { get; init; }

    public string? TeamId { get; init; }

    public string? CertificateFile { get; init; }

    public string? CertificateKeyFile { get; init; }

    public string? CertificatePasswordFile { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? ChannelHost { get; init; }

    public int? ChannelPort { get; init; }

    public string? BroadcastHost { get; init; }

    public int? BroadcastPort { get; init; }

    public string? RootCertificateFile { get; init; }

    public string? Proxy { get; init; }
}
