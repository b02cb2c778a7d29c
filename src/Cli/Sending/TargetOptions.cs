using System.CommandLine;

namespace Push.Cli.Sending;

/// <summary>The options that say where to send and as whom: one app of the configuration, or everything spelled out.</summary>
internal sealed class TargetOptions
{
    public readonly Option<string?> App = new("--app")
    {
        Description = "An app of the configuration; it gives topic, environment and credential.",
        HelpName = "NAME",
    };

    public readonly Option<string?> Config = new("--config")
    {
        Description = "A configuration file beside push.json, appsettings.json and Push__… variables.",
        HelpName = "FILE",
    };

    public readonly Option<string?> Topic = new("--topic")
    {
        Description = "apns-topic: the bundle id, with the push type's suffix if it has one.",
        HelpName = "ID",
    };

    public readonly Option<string?> Environment = new("--environment")
    {
        Description = "Which APNs: sandbox, production, or a simulator on --host and --port.",
        HelpName = "sandbox|production|simulator",
    };

    public readonly Option<string?> Key = new("--key")
    {
        Description = "Provider key from Apple (AuthKey_XXXXXXXXXX.p8).",
        HelpName = "FILE.p8",
    };

    public readonly Option<string?> TeamId = new("--team-id")
    {
        Description = "Team id, 10 characters; needed with --key.",
        HelpName = "ID",
    };

    public readonly Option<string?> KeyId = new("--key-id")
    {
        Description = "Key id, 10 characters; read from the name AuthKey_XXXXXXXXXX.p8 if left out.",
        HelpName = "ID",
    };

    public readonly Option<string?> Certificate = new("--certificate")
    {
        Description = "Client certificate with its private key (.p12, or .pem).",
        HelpName = "FILE",
    };

    public readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "Private key of --certificate (PEM), if it isn't in the same file.",
        HelpName = "FILE",
    };

    public readonly Option<string?> PasswordFile = new("--password-file")
    {
        Description = "File whose first line is the password of --certificate.",
        HelpName = "FILE",
    };

    public readonly Option<string?> Host = new("--host")
    {
        Description = "Host to connect to instead of Apple's.",
        HelpName = "NAME",
    };

    public readonly Option<int?> Port = new("--port")
    {
        Description = "Port: 443 (default) or 2197 at Apple.",
        HelpName = "PORT",
    };

    /// <summary>Of <c>push channel</c> only.</summary>
    public readonly Option<string?> ChannelHost = new("--channel-host")
    {
        Description = "Host of channel management instead of Apple's.",
        HelpName = "NAME",
    };

    /// <summary>Of <c>push channel</c> only.</summary>
    public readonly Option<int?> ChannelPort = new("--channel-port")
    {
        Description = "Port of channel management: 2196 (production) or 2195 (sandbox) at Apple.",
        HelpName = "PORT",
    };

    public readonly Option<string?> RootCertificate = new("--root-certificate")
    {
        Description = "Root certificate (PEM or DER) to trust as well: the one that push simulator --certificate-out wrote.",
        HelpName = "FILE",
    };

    /// <summary>Adds all of them to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            App, Config, Topic, Environment, Key, TeamId, KeyId, Certificate, CertificateKey, PasswordFile, Host, Port, RootCertificate,
        })
        {
            command.Add(option);
        }
    }
}
