using System.Security.Cryptography.X509Certificates;

namespace Push.Testing;

/// <summary>What a look-alike of Apple's certificates for packages says. The default is one for passes.</summary>
public sealed record TestSigningCertificate
{
    private const string PassSigning = "1.2.840.113635.100.4.14";

    /// <summary>A pass type identifier or a website push id.</summary>
    public string Identifier { get; init; } = "pass.com.example.coffee";

    /// <summary>A website's.</summary>
    public static TestSigningCertificate Website { get; } = new() { Identifier = "web.com.example.domain" };

    public string? Team { get; init; } = TestKeys.TeamId;

    /// <summary>An RSA key of 2,048 bits, as most have; otherwise P-256, which is made faster.</summary>
    public bool Rsa { get; init; }

    public Validity Validity { get; init; } = Validity.Current;

    private bool IsPass => Identifier.StartsWith("pass.", StringComparison.Ordinal);

    internal X500DistinguishedName Subject
    {
        get
        {
            var name = new X500DistinguishedNameBuilder();
            name.Add("0.9.2342.19200300.100.1.1", Identifier);
            name.AddCommonName($"{(IsPass ? "Pass Type ID" : "Website Push ID")}: {Identifier}");
            if (Team is not null) name.AddOrganizationalUnitName(Team);
            name.AddOrganizationName("Example");
            name.AddCountryOrRegion("US");
            return name.Build();
        }
    }

    internal IEnumerable<X509Extension> Extensions()
    {
        foreach (var extension in IsPass ? CertificateExtensions.Signer(PassSigning) : CertificateExtensions.Client)
            yield return extension;
        yield return CertificateExtensions.Null("1.2.840.113635.100.6.3.2");
        if (IsPass) yield return CertificateExtensions.Text("1.2.840.113635.100.6.1.16", Identifier);
    }
}
