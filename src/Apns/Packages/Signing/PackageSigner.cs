using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>
/// Signs with a certificate of this process: detached CMS with SHA-256, the certificate and its intermediate, and the signed
/// attributes content type, message digest and signing time, without which iOS refuses a pass. Thread-safe.
/// </summary>
public sealed class PackageSigner : IPackageSigner, IDisposable
{
    private static readonly Oid Sha256 = new("2.16.840.1.101.3.4.2.1");

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _intermediates;
    private readonly TimeProvider _time;

    /// <summary>Takes certificates that are already in memory; files are read by <see cref="FromFile"/>.</summary>
    /// <param name="certificate">
    /// The certificate with its private key, RSA or P-256. It is disposed of with the signer.
    /// </param>
    /// <param name="intermediates">
    /// Where to look for the intermediate: those that issued the certificate go along with each signature, others don't.
    /// Empty is possible for websites; Wallet refuses a pass without it. They remain the caller's.
    /// </param>
    /// <param name="time">The clock for the signing time. Default: the system's.</param>
    /// <exception cref="CredentialException">
    /// There is no private key; or intermediates are given and none of them issued the certificate.
    /// </exception>
    public PackageSigner(
        X509Certificate2 certificate, X509Certificate2Collection intermediates, TimeProvider? time = null)
    {
        if (!certificate.HasPrivateKey)
            throw new CredentialException(CredentialFault.NoPrivateKey, "The signing certificate has no private key.");
        SigningKeyRules.Check(certificate);
        _certificate = certificate;
        _intermediates = Intermediates.Require(certificate, intermediates);
        _time = time ?? TimeProvider.System;
        Identity = SignerIdentity.Of(certificate, _intermediates.Count > 0);
    }

    /// <summary>What the certificate says of its owner.</summary>
    public SignerIdentity Identity { get; }

    /// <summary>The certificate and the intermediates that go along, as DER; nothing of it is secret.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain =>
        [_certificate.RawData, .. _intermediates.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)];

    /// <summary>Reads the files.</summary>
    /// <param name="certificate">A <c>.p12</c> file, or PEM with certificate and key together.</param>
    /// <param name="password">The password of the file or of its encrypted key; null if there is none.</param>
    /// <param name="intermediate">
    /// A file with Apple's intermediate, DER or PEM; null if it stands in the first file, or is not needed.
    /// </param>
    /// <param name="time">The clock for validity and signing time. Default: the system's.</param>
    /// <param name="key">A PEM file with the private key, if it isn't in the certificate's.</param>
    /// <exception cref="CredentialException">A file can't be used; the message names it and the reason.</exception>
    public static PackageSigner FromFile(
        string certificate, string? password, string? intermediate, TimeProvider? time = null, string? key = null)
    {
        time ??= TimeProvider.System;
        var credential = ClientCertificateFile.Read(certificate, password, time.GetUtcNow(), key);
        try
        {
            return new PackageSigner(credential.Certificate, intermediate is null
                ? Intermediates.Find(credential.Certificate, credential.Chain)
                : [.. CertificateFile.Read(intermediate), .. credential.Chain], time);
        }
        catch
        {
            credential.Dispose();
            throw;
        }
    }

    /// <summary>Signs.</summary>
    /// <param name="content">The bytes that are signed, and are not in the result.</param>
    /// <returns>A CMS SignedData in DER.</returns>
    /// <exception cref="CredentialException">The certificate has expired meanwhile.</exception>
    public byte[] Sign(ReadOnlyMemory<byte> content)
    {
        var now = _time.GetUtcNow();
        if (now > Identity.ExpiresAt)
            throw new CredentialException(CredentialFault.NotValidNow,
                $"The certificate {Identity.Name} expired at {Identity.ExpiresAt:u}; nobody accepts what it signs now.");
        var cms = new SignedCms(new ContentInfo(content.ToArray()), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _certificate)
        {
            DigestAlgorithm = Sha256,
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        // Content type and message digest are added by SignedCms as soon as there is any signed attribute.
        signer.SignedAttributes.Add(new Pkcs9SigningTime(now.UtcDateTime));
        foreach (var intermediate in _intermediates) signer.Certificates.Add(intermediate);
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    ValueTask<SignerIdentity> IPackageSigner.GetIdentityAsync(CancellationToken cancellationToken) => new(Identity);

    ValueTask<byte[]> IPackageSigner.SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        new(Sign(content));

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}
