using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Push.Apns.Packages;
using Push.Grains.Notifications;
using Push.Grains.Packages;

namespace Push.Grains.Wallet;

/// <summary>
/// Makes signed passes of what is kept of them: their files over those of their pass type, and in <c>pass.json</c> what
/// only the platform knows.
/// </summary>
/// <param name="types">The pass types.</param>
/// <param name="grains">The cluster, whose silos sign.</param>
public sealed class PassPackager(PassTypes types, IGrainFactory grains)
{
    // By their names in the configuration: each remembers the certificate that it has read.
    private readonly ConcurrentDictionary<string, ClusterPackageSigner> _signers = new(StringComparer.Ordinal);

    /// <summary>Signs a pass.</summary>
    /// <exception cref="PackageException">The pass breaks rules: its pass type's folder or certificate was changed since it was stored.</exception>
    public async Task<SignedPackage> SignAsync(PassInfo pass, PassContent content, CancellationToken cancellationToken = default)
    {
        var type = types.Get(pass.PassType);
        var signer = Signer(type);
        var identity = await signer.GetIdentityAsync(cancellationToken);
        return await Build(type, pass, content, identity).SignAsync(signer, cancellationToken);
    }

    /// <summary>Says everything that would keep a pass from being signed.</summary>
    /// <exception cref="PushRequestException">Something would.</exception>
    internal async Task CheckAsync(PassInfo pass, PassContent content)
    {
        var type = types.Get(pass.PassType);
        var identity = await Signer(type).GetIdentityAsync(CancellationToken.None);
        var findings = await Build(type, pass, content, identity).ValidateAsync(identity);
        var errors = findings.Where(finding => finding.Severity == FindingSeverity.Error).ToArray();
        if (errors.Length > 0) throw new PushRequestException(RequestFault.Malformed, string.Join("; ", errors.Select(error => $"{error}")));
    }

    private ClusterPackageSigner Signer(PassType type) =>
        _signers.GetOrAdd(type.Signer, static (name, grains) => new ClusterPackageSigner(grains, name), grains);

    private static WalletPass Build(PassType type, PassInfo pass, PassContent content, SignerIdentity identity)
    {
        var json = JsonNode.Parse(content.Json.Span)!.AsObject();
        json["passTypeIdentifier"] = pass.PassType;
        json["serialNumber"] = pass.Serial;
        json["authenticationToken"] = pass.AuthenticationToken;
        json["webServiceURL"] = type.WebServiceUrl.OriginalString;
        if (!json.ContainsKey("formatVersion")) json["formatVersion"] = 1;
        if (!json.ContainsKey("teamIdentifier")) json["teamIdentifier"] = identity.TeamId;
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(type.Files);
        foreach (var (path, bytes) in content.Files) files[path] = bytes;
        files["pass.json"] = JsonSerializer.SerializeToUtf8Bytes(json);
        return new WalletPass(files.Select(file => PackageFile.FromBytes(file.Key, file.Value)));
    }
}
