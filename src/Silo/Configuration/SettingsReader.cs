using System.Globalization;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Feeds;
using Push.Grains.Packages;
using Push.Grains.Senders;
using Push.Grains.Wallet;
using Push.Grains.Websites;
using Push.Silo.Clustering;

namespace Push.Silo.Configuration;

/// <summary>
/// Takes over the section <c>Push</c>. A key that nobody knows is an error, because most often it is a known one
/// misspelt. A value that can't be read becomes one that breaks its rule, so that the rule's own message reports it,
/// and all other rules are checked in the same run.
/// </summary>
internal static class SettingsReader
{
    private const int Unreadable = int.MinValue;

    private static readonly Dictionary<string, Action<AppOptions, string>> AppKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(AppOptions.Topic)] = (app, value) => app.Topic = value,
        [nameof(AppOptions.Environment)] = (app, value) => app.Environment = Environment(value),
        [nameof(AppOptions.Connections)] = (app, value) => app.Connections = Number(value),
        [nameof(AppOptions.BrakePercent)] = (app, value) => app.BrakePercent = Number(value),
        [nameof(AppOptions.KeyFile)] = (app, value) => app.KeyFile = value,
        [nameof(AppOptions.KeyId)] = (app, value) => app.KeyId = value,
        [nameof(AppOptions.TeamId)] = (app, value) => app.TeamId = value,
        [nameof(AppOptions.CertificateFile)] = (app, value) => app.CertificateFile = value,
        [nameof(AppOptions.CertificateKeyFile)] = (app, value) => app.CertificateKeyFile = value,
        [nameof(AppOptions.CertificatePasswordFile)] = (app, value) => app.CertificatePasswordFile = value,
        [nameof(AppOptions.Host)] = (app, value) => app.Host = value,
        [nameof(AppOptions.Port)] = (app, value) => app.Port = Number(value),
        [nameof(AppOptions.ChannelHost)] = (app, value) => app.ChannelHost = value,
        [nameof(AppOptions.ChannelPort)] = (app, value) => app.ChannelPort = Number(value),
        [nameof(AppOptions.BroadcastHost)] = (app, value) => app.BroadcastHost = value,
        [nameof(AppOptions.BroadcastPort)] = (app, value) => app.BroadcastPort = Number(value),
        [nameof(AppOptions.RootCertificateFile)] = (app, value) => app.RootCertificateFile = value,
    };

    private static readonly Dictionary<string, Action<SignerOptions, string>> SignerKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(SignerOptions.CertificateFile)] = (signer, value) => signer.CertificateFile = value,
        [nameof(SignerOptions.CertificateKeyFile)] = (signer, value) => signer.CertificateKeyFile = value,
        [nameof(SignerOptions.CertificatePasswordFile)] = (signer, value) => signer.CertificatePasswordFile = value,
        [nameof(SignerOptions.IntermediateFile)] = (signer, value) => signer.IntermediateFile = value,
    };

    private static readonly Dictionary<string, Action<PassTypeOptions, string>> PassTypeKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PassTypeOptions.App)] = (type, value) => type.App = value,
        [nameof(PassTypeOptions.Signer)] = (type, value) => type.Signer = value,
        [nameof(PassTypeOptions.WebServiceUrl)] = (type, value) => type.WebServiceUrl = value,
        [nameof(PassTypeOptions.Folder)] = (type, value) => type.Folder = value,
    };

    private static readonly Dictionary<string, Action<WebsiteOptions, string>> WebsiteKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(WebsiteOptions.App)] = (website, value) => website.App = value,
        [nameof(WebsiteOptions.Signer)] = (website, value) => website.Signer = value,
        [nameof(WebsiteOptions.WebServiceUrl)] = (website, value) => website.WebServiceUrl = value,
        [nameof(WebsiteOptions.Folder)] = (website, value) => website.Folder = value,
    };

    private static readonly Dictionary<string, Action<ClusterEndpoints, string>> ClusterKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ClusterEndpoints.ClusterId)] = (cluster, value) => cluster.ClusterId = value,
        [nameof(ClusterEndpoints.ServiceId)] = (cluster, value) => cluster.ServiceId = value,
        [nameof(ClusterEndpoints.SiloPort)] = (cluster, value) => cluster.SiloPort = Number(value),
        [nameof(ClusterEndpoints.GatewayPort)] = (cluster, value) => cluster.GatewayPort = Number(value),
    };

    private static readonly Dictionary<string, Action<RetryOptions, string>> RetryKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(RetryOptions.MaxAttempts)] = (retries, value) => retries.MaxAttempts = Number(value),
        [nameof(RetryOptions.FirstDelay)] = (retries, value) => retries.FirstDelay = Time(value),
        [nameof(RetryOptions.MaxDelay)] = (retries, value) => retries.MaxDelay = Time(value),
        [nameof(RetryOptions.MaxRetryAfter)] = (retries, value) => retries.MaxRetryAfter = Time(value),
    };

    private static readonly Dictionary<string, Action<RetentionOptions, string>> RetentionKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(RetentionOptions.KeepFor)] = (retention, value) => retention.KeepFor = Time(value),
        [nameof(RetentionOptions.KeepAtMost)] = (retention, value) => retention.KeepAtMost = Number(value),
    };

    private static readonly Dictionary<string, Action<FeedOptions, string>> FeedKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(FeedOptions.KeepFor)] = (feed, value) => feed.KeepFor = Time(value),
        [nameof(FeedOptions.MaxEvents)] = (feed, value) => feed.MaxEvents = Number(value),
    };

    private static readonly Dictionary<string, Action<PushSiloOptions, string>> PushKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PushSiloOptions.Data)] = (options, value) => options.Data = value,
        [nameof(PushSiloOptions.PublicPort)] = (options, value) => options.PublicPort = Number(value),
        [nameof(PushOptions.Proxy)] = (options, value) => options.Push.Proxy = value,
        [nameof(PushOptions.DevicesPerSegment)] = (options, value) => options.Push.DevicesPerSegment = Number(value),
    };

    private static readonly Dictionary<string, Action<IConfigurationSection, PushSiloOptions, List<string>>> Sections =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(PushOptions.Apps)] = (section, options, errors) => TakeEach(section, AppKeys, options.Push.Apps, errors),
            [nameof(PushOptions.Signers)] = (section, options, errors) => TakeEach(section, SignerKeys, options.Push.Signers, errors),
            [nameof(PushOptions.Wallet)] = (section, options, errors) => TakeEach(section, PassTypeKeys, options.Push.Wallet, errors),
            [nameof(PushOptions.Websites)] = (section, options, errors) => TakeEach(section, WebsiteKeys, options.Push.Websites, errors),
            [nameof(PushSiloOptions.Cluster)] = (section, options, errors) => TakeAll(section, ClusterKeys, options.Cluster, errors),
            [nameof(PushOptions.Retries)] = (section, options, errors) => TakeAll(section, RetryKeys, options.Push.Retries, errors),
            [nameof(PushOptions.Retention)] = (section, options, errors) => TakeAll(section, RetentionKeys, options.Push.Retention, errors),
            [nameof(PushOptions.Feed)] = (section, options, errors) => TakeAll(section, FeedKeys, options.Push.Feed, errors),
        };

    public static (PushSiloOptions Options, List<string> Errors) Read(IConfigurationSection push)
    {
        var options = new PushSiloOptions();
        var errors = new List<string>();
        foreach (var section in push.GetChildren())
        {
            if (Sections.TryGetValue(section.Key, out var take)) take(section, options, errors);
            else Take(section, PushKeys, options, errors, string.Concat(Sections.Keys.Select(key => $"{key}, ")));
        }
        return (options, errors);
    }

    private static void TakeEach<T>(IConfigurationSection section, Dictionary<string, Action<T, string>> keys,
        Dictionary<string, T> all, List<string> errors) where T : new()
    {
        foreach (var child in section.GetChildren())
            TakeAll(child, keys, all[child.Key] = new T(), errors);
    }

    private static void TakeAll<T>(IConfigurationSection section, Dictionary<string, Action<T, string>> keys, T options,
        List<string> errors)
    {
        foreach (var child in section.GetChildren())
            Take(child, keys, options, errors);
    }

    private static void Take<T>(IConfigurationSection setting, Dictionary<string, Action<T, string>> keys, T options,
        List<string> errors, string others = "")
    {
        if (!keys.TryGetValue(setting.Key, out var take))
            errors.Add($"{setting.Path}: there is no such setting; there are {others}{string.Join(", ", keys.Keys)}.");
        else if (setting.Value is { } value)
            take(options, value);
        else if (setting.GetChildren().Any())
            errors.Add($"{setting.Path}: has settings below it, but is a value.");
    }

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Unreadable;

    private static TimeSpan Time(string value) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) ? time : TimeSpan.MinValue;

    // By name only: Enum.TryParse takes numbers and lists, too.
    private static ApnsEnvironment Environment(string value) =>
        Enum.GetNames<ApnsEnvironment>().Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<ApnsEnvironment>(value, ignoreCase: true)
            : (ApnsEnvironment)Unreadable;
}
