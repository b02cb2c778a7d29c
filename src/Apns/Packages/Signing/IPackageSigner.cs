namespace Push.Apns.Packages;

/// <summary>
/// Signs for packages, wherever the private key lies: <see cref="PackageSigner"/> has it in this process, the cluster's
/// signer keeps it on the silos. Thread-safe.
/// </summary>
public interface IPackageSigner
{
    /// <summary>What the certificate says of its owner: packages have to agree with it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<SignerIdentity> GetIdentityAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The detached CMS signature of some bytes, in DER: of a manifest, or of the token with which a pass is personalized.
    /// </summary>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
