using System.Globalization;
using Microsoft.Extensions.Configuration;
using Push.Cli.Apps;
using Push.Cli.CommandLine;
using Push.Grains.Apps;
using Push.Silo;

namespace Push.Cli.Sending;

/// <summary>Reads the settings of a target: options first, what they leave out from the app that <c>--app</c> names.</summary>
internal static class TargetOptionsReader
{
    /// <summary>The settings, and what to call each of them in messages.</summary>
    public static (TargetSettings Settings, FieldNames Names) Read(
        CommandContext context, TargetOptions options, Problems problems)
    {
        var given = Given(context, options);
        if (context.Get(options.App) is not { } app) return (given, FieldNames.Options);
        var configuration = CliConfiguration.Load(context.Get(options.Config), data: null);
        foreach (var error in PushSiloOptions.FindUnknownSettings(configuration.Values)) problems.Add(Problem.OfSetting(error));
        var configured = Configured(configuration.App(app), configuration.Proxy);
        var names = FieldNames.OfApp(app);
        if (given.Environment is { } other && !string.Equals(other, configured.Environment, StringComparison.OrdinalIgnoreCase))
        {
            // Host, port and root of the configured place belong to its environment, and not to another one.
            configured = configured with
            {
                Host = null,
                Port = null,
                RootCertificateFile = null,
                ChannelHost = null,
                ChannelPort = null,
                BroadcastHost = null,
                BroadcastPort = null,
            };
            names = names with { Port = FieldNames.Options.Port, ChannelPort = FieldNames.Options.ChannelPort };
        }

        return (Merge(given, configured), Merge(given, names));
    }

    private static TargetSettings Given(CommandContext context, TargetOptions options) => new()
    {
        Topic = context.Get(options.Topic),
        Environment = context.Get(options.Environment),
        KeyFile = context.Get(options.Key),
        KeyId = context.Get(options.KeyId),
        TeamId = context.Get(options.TeamId),
        CertificateFile = context.Get(options.Certificate),
        CertificateKeyFile = context.Get(options.CertificateKey),
        CertificatePasswordFile = context.Get(options.PasswordFile),
        Host = context.Get(options.Host),
        Port = context.Get(options.Port),
        RootCertificateFile = context.Get(options.RootCertificate),
        ChannelHost = context.Get(options.ChannelHost),
        ChannelPort = context.Get(options.ChannelPort),
    };

    private static TargetSettings Configured(IConfigurationSection app, string? proxy)
    {
        return new TargetSettings
        {
            Topic = app[nameof(AppOptions.Topic)],
            Environment = app[nameof(AppOptions.Environment)] ?? nameof(Push.Apns.ApnsEnvironment.Production),
            KeyFile = app[nameof(AppOptions.KeyFile)],
            KeyId = app[nameof(AppOptions.KeyId)],
            TeamId = app[nameof(AppOptions.TeamId)],
            CertificateFile = app[nameof(AppOptions.CertificateFile)],
            CertificateKeyFile = app[nameof(AppOptions.CertificateKeyFile)],
            CertificatePasswordFile = app[nameof(AppOptions.CertificatePasswordFile)],
            Host = app[nameof(AppOptions.Host)],
            Port = Port(app, nameof(AppOptions.Port)),
            ChannelHost = app[nameof(AppOptions.ChannelHost)],
            ChannelPort = Port(app, nameof(AppOptions.ChannelPort)),
            BroadcastHost = app[nameof(AppOptions.BroadcastHost)],
            BroadcastPort = Port(app, nameof(AppOptions.BroadcastPort)),
            RootCertificateFile = app[nameof(AppOptions.RootCertificateFile)],
            Proxy = proxy,
        };
    }

    // What is no number breaks the rule for ports.
    private static int? Port(IConfigurationSection app, string key) => app[key] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A credential on the command line takes the place of the configured one, whichever kind that is.</summary>
    private static TargetSettings Merge(TargetSettings given, TargetSettings configured)
    {
        var otherCredential = given.KeyFile is not null || given.CertificateFile is not null;
        var credential = otherCredential ? given : configured;
        return new TargetSettings
        {
            Topic = given.Topic ?? configured.Topic,
            Environment = given.Environment ?? configured.Environment,
            KeyFile = credential.KeyFile,
            CertificateFile = credential.CertificateFile,
            CertificateKeyFile = credential.CertificateKeyFile,
            CertificatePasswordFile = given.CertificatePasswordFile ?? credential.CertificatePasswordFile,
            KeyId = given.KeyId ?? credential.KeyId,
            TeamId = given.TeamId ?? configured.TeamId,
            Host = given.Host ?? configured.Host,
            Port = given.Port ?? configured.Port,
            ChannelHost = given.ChannelHost ?? configured.ChannelHost,
            ChannelPort = given.ChannelPort ?? configured.ChannelPort,
            BroadcastHost = given.Host ?? configured.BroadcastHost,
            BroadcastPort = given.Port ?? configured.BroadcastPort,
            RootCertificateFile = given.RootCertificateFile ?? configured.RootCertificateFile,
            Proxy = configured.Proxy,
        };
    }

    private static FieldNames Merge(TargetSettings given, FieldNames configured)
    {
        var options = FieldNames.Options;
        return new FieldNames(
            given.Topic is null ? configured.Topic : options.Topic,
            given.Environment is null ? configured.Environment : options.Environment,
            given.KeyFile is null ? configured.KeyFile : options.KeyFile,
            given.KeyId is null ? configured.KeyId : options.KeyId,
            given.TeamId is null ? configured.TeamId : options.TeamId,
            given.CertificateFile is null ? configured.CertificateFile : options.CertificateFile,
            given.CertificatePasswordFile is null ? configured.CertificatePasswordFile : options.CertificatePasswordFile,
            given.Port is null ? configured.Port : options.Port,
            given.RootCertificateFile is null ? configured.RootCertificateFile : options.RootCertificateFile,
            given.ChannelPort is null ? configured.ChannelPort : options.ChannelPort,
            configured.BroadcastPort);
    }
}
