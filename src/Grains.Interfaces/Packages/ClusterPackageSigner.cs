using System.Security.Cryptography.X509Certificates;
using Push.Apns.Packages;

namespace Push.Grains.Packages;

/// <summary>
/// A signer whose key lies on the silos of a cluster. Packages are built where they are needed, and their manifests signed
/// there: <c>await pass.WriteAsync(response, new ClusterPackageSigner(grains, "coffee"))</c>.
/// </summary>
/// <remarks>Thread-safe; calls <see cref="IPackageSigningGrain"/>.</remarks>
/// <param name="grains">The cluster, or the silo itself.</param>
/// <param name="signer">The signer's name in the silos' configuration, <c>Push:Signers</c>.</param>
public sealed class ClusterPackageSigner(IGrainFactory grains, string signer) : IPackageSigner
{
    private volatile Known? _known;

    private IPackageSigningGrain Grain => grains.GetGrain<IPackageSigningGrain>(0);

    /// <inheritdoc/>
    /// <exception cref="Notifications.PushRequestException">There is no such signer.</exception>
    public async ValueTask<SignerIdentity> GetIdentityAsync(CancellationToken cancellationToken)
    {
        var chain = await Grain.GetChain(signer).WaitAsync(cancellationToken);
        // Certificates are replaced once a year; reading one costs more than asking for it.
        if (_known is { } known && known.Certificate.Span.SequenceEqual(chain[0].Span) && known.Identity.HasIntermediate == chain.Length > 1)
            return known.Identity;
        using var certificate = X509CertificateLoader.LoadCertificate(chain[0].Span);
        var identity = SignerIdentity.Of(certificate, hasIntermediate: chain.Length > 1);
        _known = new Known(chain[0], identity);
        return identity;
    }

    /// <inheritdoc/>
    /// <exception cref="Notifications.PushRequestException">There is no such signer, or the content is too large.</exception>
    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        (await Grain.Sign(signer, content).WaitAsync(cancellationToken)).ToArray();

    private sealed record Known(ReadOnlyMemory<byte> Certificate, SignerIdentity Identity);
}
