using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>Finds the intermediates of a certificate by its issuer: Apple has had several of the same purpose.</summary>
internal static class Intermediates
{
    /// <summary>From the one that issued the certificate upwards, without the root.</summary>
    public static X509Certificate2Collection Find(
        X509Certificate2 certificate, X509Certificate2Collection given)
    {
        var chain = new X509Certificate2Collection();
        for (var next = certificate; IssuerOf(next, given) is { } issuer && !chain.Contains(issuer); next = issuer)
        {
            if (!IsSelfIssued(issuer)) chain.Add(issuer);
        }
        return chain;
    }

    /// <summary>The same, where giving the wrong ones is an error and giving none is not.</summary>
    /// <exception cref="CredentialException">Some are given, and none of them issued the certificate.</exception>
    public static X509Certificate2Collection Require(
        X509Certificate2 certificate, X509Certificate2Collection given)
    {
        if (given.Count == 0 || IssuerOf(certificate, given) is not null) return Find(certificate, given);
        throw new CredentialException(CredentialFault.NotRecognized,
            $"The certificate {certificate.Subject} was issued by {certificate.Issuer}, and the intermediate given is "
            + $"another: {string.Join("; ", given.Select(other => other.Subject))}.");
    }

    private static X509Certificate2? IssuerOf(X509Certificate2 certificate, X509Certificate2Collection given) =>
        IsSelfIssued(certificate) ? null : given.FirstOrDefault(other => Issued(other, certificate));

    // Names may be the same over several keys, so the key's identifier decides where both say it.
    private static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate)
    {
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)) return false;
        var wanted = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var has = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return wanted is null || has is null || wanted.Value.Span.SequenceEqual(has.Value.Span);
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
