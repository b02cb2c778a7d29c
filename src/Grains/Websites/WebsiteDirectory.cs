using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Websites;

/// <summary>The websites of this silo. Every silo of a cluster is configured with the same.</summary>
public sealed class WebsiteDirectory
{
    private readonly Dictionary<string, Website> _websites;

    /// <summary>Reads the files of all configured websites.</summary>
    public WebsiteDirectory(IOptions<PushOptions> options) => _websites = options.Value.Websites.ToDictionary(
        website => website.Key,
        website => new WebsiteReader(website.Key, website.Value, options.Value).Read()
            ?? throw new OptionsValidationException(website.Key, typeof(WebsiteOptions), ["The website's files have changed."]),
        StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Website> All => _websites.Values;

    /// <summary>The website of an id, or null.</summary>
    public Website? Find(string id) => _websites.GetValueOrDefault(id);
}
