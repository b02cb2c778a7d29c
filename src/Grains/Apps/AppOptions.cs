using System.Security.Cryptography.X509Certificates;
using Push.Apns;

namespace Push.Grains.Apps;

/// <summary>One app: what it is called at Apple, and how its connections prove who is sending.</summary>
public sealed class AppOptions
{
    /// <summary>The topic of notifications that name none: the bundle id. Required with a key file.</summary>
    public string? Topic { get; set; }

    /// <summary>Which of Apple's services. Default production.</summary>
    public ApnsEnvironment Environment { get; set; } = ApnsEnvironment.Production;

    /// <summary>Connections in the whole cluster, 1 to 256. Default 2.</summary>
    public int Connections { get; set; } = 2;

    /// <summary>
    /// The share of BadDeviceToken among the last 1,000 answers, in percent, from which on nobody is retired for it any more
    /// and the app's campaigns stop until somebody decides. 1 to 100. Default 2.
    /// </summary>
    public int BrakePercent { get; set; } = 2;

    /// <summary>The private key for provider tokens, a <c>.p8</c> file. Either this or <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key's id, 10 characters. Default: taken from a file name <c>AuthKey_XXXXXXXXXX.p8</c>.</summary>
    public string? KeyId { get; set; }

    /// <summary>The team's id, 10 characters. Required with a key file.</summary>
    public string? TeamId { get; set; }

    /// <summary>A client certificate with its key, <c>.p12</c> or PEM. Either this or <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the certificate's private key, if it isn't in <see cref="CertificateFile"/>.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>A file whose first line is the certificate's password. Default: there is none.</summary>
    public string? CertificatePasswordFile { get; set; }

    /// <summary>A host in place of the environment's. Default: the environment's; <c>localhost</c> for the simulator.</summary>
    public string? Host { get; set; }

    /// <summary>A port in place of 443. Required for the simulator.</summary>
    public int? Port { get; set; }

    /// <summary>The host of channel management. Default: the environment's; <c>localhost</c> for the simulator.</summary>
    public string? ChannelHost { get; set; }

    /// <summary>The port of channel management. Default: 2196 in production, 2195 in the sandbox; the simulator has no usual one.</summary>
    public int? ChannelPort { get; set; }

    /// <summary>The host that broadcasts are published to. Default: that of notifications.</summary>
    public string? BroadcastHost { get; set; }

    /// <summary>The port that broadcasts are published to. Default: that of notifications.</summary>
    public int? BroadcastPort { get; set; }

    /// <summary>A PEM or DER file of a root that is trusted beside those of the system, as the simulator's. Default: none.</summary>
    public string? RootCertificateFile { get; set; }

    /// <summary>Roots that are trusted beside those of the system, for programs that have them at hand. Default: none.</summary>
    public X509Certificate2Collection? AdditionalRoots { get; set; }
}
