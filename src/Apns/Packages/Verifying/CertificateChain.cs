using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>Follows a certificate to a root that is trusted. Nothing is fetched, and revocation is not asked for.</summary>
internal static class CertificateChain
{
    private const string File = PackageNames.Signature;
    private const string Apple = "Apple Inc.";
    private const string Organization = "2.5.4.10";

    public static void Check(
        X509Certificate2 certificate,
        X509Certificate2Collection others,
        DateTimeOffset? signedAt,
        PackageVerification options,
        Findings findings)
    {
        var now = options.Time.GetUtcNow();
        CheckTimes(certificate, signedAt ?? now, now, findings);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // The time of the intermediate and the root; the certificate's own is judged in words.
        chain.ChainPolicy.VerificationTime = Within(certificate, signedAt ?? now).UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(others);
        if (options.Roots is { } roots)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }
        var trusted = chain.Build(certificate);
        var top = chain.ChainElements[^1].Certificate;
        if (!trusted) findings.Error(File, null, Explain(chain, top, options));
        else if (options.Roots is null && ApnsCertificate.SubjectValue(top, Organization) != Apple)
            findings.Error(File, null, $"is by a certificate that Apple didn't issue: its root is {top.Subject}");
    }

    private static void CheckTimes(X509Certificate2 certificate, DateTimeOffset signedAt, DateTimeOffset now, Findings findings)
    {
        if (signedAt > certificate.NotAfter)
            findings.Error(File, null, $"was made at {signedAt:u}, when the certificate had expired, at {certificate.NotAfter.ToUniversalTime():u}");
        else if (signedAt < certificate.NotBefore)
            findings.Error(File, null, $"was made at {signedAt:u}, when the certificate was not valid yet, from {certificate.NotBefore.ToUniversalTime():u} on");
        else if (now > certificate.NotAfter)
            findings.Warn(File, null, $"is by a certificate that has expired since, at {certificate.NotAfter.ToUniversalTime():u}");
    }

    private static DateTimeOffset Within(X509Certificate2 certificate, DateTimeOffset time) =>
        time > certificate.NotAfter ? certificate.NotAfter : time < certificate.NotBefore ? certificate.NotBefore : time;

    private static string Explain(X509Chain chain, X509Certificate2 top, PackageVerification options)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.PartialChain))
            return $"is by a certificate whose issuer is not at hand: {top.Issuer}";
        if (status.HasFlag(X509ChainStatusFlags.UntrustedRoot))
            return options.Roots is null
                ? $"is by a certificate whose root this machine doesn't trust: {top.Subject}; give Apple's root if the machine lacks it"
                : $"is by a certificate of another root than those given: {top.Subject}";
        return $"is by a certificate whose chain doesn't hold: {string.Join(", ", chain.ChainStatus.Select(one => one.Status))}";
    }
}
