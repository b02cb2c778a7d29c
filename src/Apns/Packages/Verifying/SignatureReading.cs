using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Push.Apns.Packages;

/// <summary>What a signature says of who signed and when.</summary>
internal sealed record SignatureReading(SignerIdentity Signer, DateTimeOffset? SignedAt)
{
    private const string File = PackageNames.Signature;
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>Checks the signature over the manifest and its chain; null if nobody can be read from it.</summary>
    public static SignatureReading? Check(
        ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> manifest, PackageVerification options, Findings findings)
    {
        var cms = new SignedCms(new ContentInfo(manifest.ToArray()), detached: true);
        try
        {
            cms.Decode(signature.Span);
            return Check(cms, options, findings);
        }
        catch (CryptographicException e)
        {
            findings.Error(File, null, $"is no CMS signature in DER: {e.Message.TrimEnd('.')}");
            return null;
        }
    }

    private static SignatureReading? Check(SignedCms cms, PackageVerification options, Findings findings)
    {
        if (cms.SignerInfos.Count != 1)
        {
            findings.Error(File, null, $"has {cms.SignerInfos.Count} signers; a package has one");
            return null;
        }
        var info = cms.SignerInfos[0];
        var signedAt = CheckAttributes(info, findings);
        if (info.Certificate is not { } certificate)
        {
            findings.Error(File, null, "lacks the certificate of who signed");
            return null;
        }
        CheckMathematics(info, findings);
        CertificateChain.Check(certificate, cms.Certificates, signedAt, options, findings);
        var hasIntermediate = Intermediates.Find(certificate, cms.Certificates).Count > 0;
        return new SignatureReading(SignerIdentity.Of(certificate, hasIntermediate), signedAt);
    }

    private static void CheckMathematics(SignerInfo info, Findings findings)
    {
        if (info.DigestAlgorithm.Value != Sha256)
            findings.Warn(File, null, $"uses the hash {info.DigestAlgorithm.FriendlyName ?? info.DigestAlgorithm.Value} instead of SHA-256");
        try
        {
            info.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            findings.Error(File, null, $"does not belong to {PackageNames.Manifest}: one of them was changed");
        }
    }

    private static DateTimeOffset? CheckAttributes(SignerInfo info, Findings findings)
    {
        var attributes = info.SignedAttributes.Cast<CryptographicAttributeObject>().ToArray();
        var missing = new[] { (ContentType, "content type"), (MessageDigest, "message digest") }
            .Where(wanted => !attributes.Any(attribute => attribute.Oid.Value == wanted.Item1))
            .Select(wanted => wanted.Item2);
        foreach (var name in missing) findings.Error(File, null, $"lacks the signed attribute {name}");
        var time = attributes.SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>()).OfType<Pkcs9SigningTime>().FirstOrDefault();
        if (time is not null) return new DateTimeOffset(DateTime.SpecifyKind(time.SigningTime, DateTimeKind.Utc));
        findings.Error(File, null, "lacks the signed attribute signing time, without which iOS refuses a pass");
        return null;
    }
}
