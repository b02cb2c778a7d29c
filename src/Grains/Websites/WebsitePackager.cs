using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Push.Apns.Packages;
using Push.Grains.Packages;

namespace Push.Grains.Websites;

/// <summary>Makes signed push packages of a website's files, each with the token of the visitor who asks for it.</summary>
/// <param name="grains">The cluster, whose silos sign.</param>
public sealed class WebsitePackager(IGrainFactory grains)
{
    // By their names in the configuration: each remembers the certificate that it has read.
    private readonly ConcurrentDictionary<string, ClusterPackageSigner> _signers = new(StringComparer.Ordinal);

    /// <summary>Signs a package.</summary>
    /// <param name="website">The website.</param>
    /// <param name="version">The form of the manifest.</param>
    /// <param name="authenticationToken">What Safari shows when it registers the visitor's device.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">The website's folder or certificate breaks rules; all of them are in the exception.</exception>
    public Task<SignedPackage> SignAsync(
        Website website, WebsiteManifestVersion version, string authenticationToken, CancellationToken cancellationToken = default)
    {
        var description = JsonNode.Parse(website.Files[Website.DescriptionFile].Span)!.AsObject();
        description["websitePushID"] = website.Id;
        description["webServiceURL"] = website.WebServiceUrl.OriginalString;
        description["authenticationToken"] = authenticationToken;
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(website.Files)
        {
            [Website.DescriptionFile] = JsonSerializer.SerializeToUtf8Bytes(description),
        };
        return new WebsitePushPackage(files.Select(file => PackageFile.FromBytes(file.Key, file.Value)), version)
            .SignAsync(Signer(website), cancellationToken);
    }

    private ClusterPackageSigner Signer(Website website) =>
        _signers.GetOrAdd(website.Signer, static (name, grains) => new ClusterPackageSigner(grains, name), grains);
}
