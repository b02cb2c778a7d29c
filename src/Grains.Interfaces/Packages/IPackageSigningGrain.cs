using System.Collections.Immutable;

namespace Push.Grains.Packages;

/// <summary>
/// Signs packages with the certificates that lie on each silo: the key never leaves it, and of the package only the manifest,
/// a few kilobytes, comes to it. Stateless worker; its key is of no meaning.
/// </summary>
/// <remarks>Called by <see cref="ClusterPackageSigner"/>.</remarks>
[GrainInterfaceType("push.package-signing"), Alias("push.package-signing")]
public interface IPackageSigningGrain : IGrainWithIntegerKey
{
    /// <summary>The signer's certificate, then the intermediates that go along with its signatures, as DER.</summary>
    /// <param name="signer">The configured signer.</param>
    /// <exception cref="Notifications.PushRequestException">There is no such signer.</exception>
    [Alias("GetChain")]
    Task<ImmutableArray<ReadOnlyMemory<byte>>> GetChain(string signer);

    /// <summary>The detached signature of some bytes, CMS in DER.</summary>
    /// <param name="signer">The configured signer.</param>
    /// <param name="content">A manifest, or the token with which a pass is personalized; at most 4 MB.</param>
    /// <exception cref="Notifications.PushRequestException">There is no such signer, or the content is too large.</exception>
    [Alias("Sign")]
    Task<ReadOnlyMemory<byte>> Sign(string signer, ReadOnlyMemory<byte> content);
}
