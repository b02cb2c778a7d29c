using System.Globalization;
using Microsoft.Extensions.Configuration;
using Push.Cli.Apps;
using Push.Cli.CommandLine;
using Push.Grains.Apps;


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
        var configured = Configured(configuration.App(app), configuration.Proxy, problems);
        return (Merge(given, configured), Merge(given, FieldNames.OfApp(app)));
    }

    private static TargetSettings Given(CommandContext context, TargetOptions options) => new()
    {
        Topic = context.Get(options.Topic),
        Environment = context.Get(options.Environment),
        KeyFile = context.Get(options.Key),
        KeyId = context.Get(options.KeyId),
        TeamId = context.Get(options.TeamId),
        CertificateFile = context.Get(options.Certificate),
        CertificatePasswordFile = context.Get(options.PasswordFile),
        Host = context.Get(options.Host),
        Port = context.Get(options.Port),
        RootCertificateFile = context.Get(options.RootCertificate),
    };

    private static TargetSettings Configured(IConfigurationSection app, string? proxy, Problems problems)
    {
        int? port = null;
        if (app[nameof(AppOptions.Port)] is { } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) port = number;
            else problems.Add($"{app.Path}:{nameof(AppOptions.Port)}", $"must be a number, not {text}");
        }

        return new TargetSettings
        {
            Topic = app[nameof(AppOptions.Topic)],
            Environment = app[nameof(AppOptions.Environment)] ?? nameof(Push.Apns.ApnsEnvironment.Production),
            KeyFile = app[nameof(AppOptions.KeyFile)],
            KeyId = app[nameof(AppOptions.KeyId)],
            TeamId = app[nameof(AppOptions.TeamId)],
            CertificateFile = app[nameof(AppOptions.CertificateFile)],
            CertificatePasswordFile = app[nameof(AppOptions.CertificatePasswordFile)],
            Host = app[nameof(AppOptions.Host)],
            Port = port,
            RootCertificateFile = app[nameof(AppOptions.RootCertificateFile)],
            Proxy = proxy,
        };
    }

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
            CertificatePasswordFile = given.CertificatePasswordFile ?? credential.CertificatePasswordFile,
            KeyId = given.KeyId ?? credential.KeyId,
            TeamId = given.TeamId ?? configured.TeamId,
            Host = given.Host ?? configured.Host,
            Port = given.Port ?? configured.Port,
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
            given.RootCertificateFile is null ? configured.RootCertificateFile : options.RootCertificateFile);
    }
}
