using Push.Grains.Apps;
using Push.Silo.Clustering;
using Push.Silo.Configuration;

namespace Push.Silo;

/// <summary>What a silo of the platform needs to know: the section <c>Push</c> of the configuration.</summary>
public sealed class PushSiloOptions
{
    /// <summary>Apps, with topics and credentials, and the proxy.</summary>
    public PushOptions Push { get; init; } = new();

    /// <summary>The folder of the durable state; made when missing. One process at a time. Default <c>push-data</c>.</summary>
    public string Data { get; set; } = "push-data";

    /// <summary>The cluster's name and the silo's ports.</summary>
    public ClusterEndpoints Cluster { get; init; } = new();

    /// <summary>
    /// A port, of those that the silo listens on, on which only the web services for devices answer: the one to let the
    /// world reach. Default: none, they answer beside everything else.
    /// </summary>
    public int? PublicPort { get; set; }

    /// <summary>
    /// Reads the section <c>Push</c>. Environment variables give the same keys with <c>__</c> in place of the colons,
    /// as <c>Push__Apps__shop__Topic</c>.
    /// </summary>
    /// <exception cref="PushConfigurationException">
    /// Something is wrong: unknown keys, values that can't be read, rules that are broken, files that can't be used. All
    /// of it is reported together.
    /// </exception>
    public static PushSiloOptions Read(IConfiguration configuration, TimeProvider? time = null)
    {
        var (options, errors) = SettingsReader.Read(configuration.GetSection("Push"));
        errors.AddRange(options.FindErrors(time ?? TimeProvider.System));
        return errors.Count == 0 ? options : throw new PushConfigurationException(errors);
    }

    /// <summary>
    /// The keys of the section <c>Push</c> that nobody knows, most often known ones misspelt: one error for each, beginning
    /// with its key. For programs that take single settings only.
    /// </summary>
    public static IReadOnlyList<string> FindUnknownSettings(IConfiguration configuration) =>
        SettingsReader.Read(configuration.GetSection("Push")).Errors;

    /// <summary>Everything that breaks a rule, the contents of key files and certificates included; empty if it is fine.</summary>
    public IReadOnlyList<string> FindErrors(TimeProvider time) => [.. SiloRules.Check(this), .. Push.FindErrors(time)];
}
