using Microsoft.Extensions.Configuration;
using Push.Grains.Apps;
using Push.Grains.Packages;
using Push.Grains.Wallet;
using Push.Grains.Websites;

namespace Push.Cli.Apps;

/// <summary>
/// Paths in a configuration file start in that file's folder, wherever <c>push</c> is called; those of variables start in the
/// current one.
/// </summary>
internal static class AppPaths
{
    private static readonly string[] OfApps =
    [
        nameof(AppOptions.KeyFile),
        nameof(AppOptions.CertificateFile),
        nameof(AppOptions.CertificateKeyFile),
        nameof(AppOptions.CertificatePasswordFile),
        nameof(AppOptions.RootCertificateFile),
    ];

    private static readonly (string Section, string[] Keys)[] Sections =
    [
        (LoadedConfiguration.AppsKey, OfApps),
        ("Push:Signers",
        [
            nameof(SignerOptions.CertificateFile),
            nameof(SignerOptions.CertificateKeyFile),
            nameof(SignerOptions.CertificatePasswordFile),
            nameof(SignerOptions.IntermediateFile),
        ]),
        ("Push:Wallet", [nameof(PassTypeOptions.Folder)]),
        ("Push:Websites", [nameof(WebsiteOptions.Folder)]),
    ];

    /// <summary>Whether a setting of an app is the path of a file.</summary>
    public static bool IsPath(string key) => OfApps.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The configured paths, absolute, by their keys.</summary>
    /// <param name="configuration">All of it.</param>
    /// <param name="dataKey">The key of the data folder, a path as well.</param>
    public static Dictionary<string, string?> Absolute(IConfigurationRoot configuration, string dataKey)
    {
        var settings = Sections
            .SelectMany(row => configuration.GetSection(row.Section).GetChildren()
                .SelectMany(named => named.GetChildren())
                .Where(setting => row.Keys.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)))
            .Append(configuration.GetSection(dataKey));
        return settings.Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToDictionary(setting => setting.Path, setting => (string?)Path.GetFullPath(setting.Value!, FolderOf(configuration, setting.Path)));
    }

    private static string FolderOf(IConfigurationRoot configuration, string key)
    {
        var provider = configuration.Providers.Last(provider => provider.TryGet(key, out _));
        return provider is FileConfigurationProvider { Source: { Path: { } name, FileProvider: { } files } }
            && Path.GetDirectoryName(files.GetFileInfo(name).PhysicalPath) is { } folder
            ? folder
            : Environment.CurrentDirectory;
    }
}
