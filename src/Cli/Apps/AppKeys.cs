namespace Push.Cli.Apps;

/// <summary>The settings of an app, as the silo's configuration names them.</summary>
internal static class AppKeys
{
    public const string Topic = "Topic";
    public const string Environment = "Environment";
    public const string KeyFile = "KeyFile";
    public const string KeyId = "KeyId";
    public const string TeamId = "TeamId";
    public const string CertificateFile = "CertificateFile";
    public const string CertificatePasswordFile = "CertificatePasswordFile";
    public const string Host = "Host";
    public const string Port = "Port";
    public const string RootCertificateFile = "RootCertificateFile";
}
