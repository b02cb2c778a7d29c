using System.Security.Cryptography.X509Certificates;

namespace Push.Testing;

/// <summary>
/// What a look-alike of Apple's client certificates says. The default is a universal one for one app.
/// </summary>
public sealed record TestClientCertificate
{
    /// <summary>The subject's UID; null leaves it out.</summary>
    public string? Uid { get; init; } = "com.example.app";

    public string CommonName { get; init; } = "Apple Push Services: com.example.app";

    public string? Team { get; init; } = TestKeys.TeamId;

    /// <summary>What extension 1.2.840.113635.100.6.3.6 lists; none leaves it out.</summary>
    public IReadOnlyList<string> Topics { get; init; } = ["com.example.app", "com.example.app.voip"];

    /// <summary>Whether the first topic stands in the VoIP extension, 1.2.840.113635.100.6.3.4, instead.</summary>
    public bool VoipExtension { get; init; }

    public bool Sandbox { get; init; } = true;

    public bool Production { get; init; } = true;

    public Validity Validity { get; init; } = Validity.Current;

    internal X500DistinguishedName Subject
    {
        get
        {
            var name = new X500DistinguishedNameBuilder();
            if (Uid is not null) name.Add("0.9.2342.19200300.100.1.1", Uid);
            name.AddCommonName(CommonName);
            if (Team is not null) name.AddOrganizationalUnitName(Team);
            name.AddOrganizationName("Example");
            name.AddCountryOrRegion("US");
            return name.Build();
        }
    }

    internal IEnumerable<X509Extension> Extensions()
    {
        foreach (var extension in CertificateExtensions.Client) yield return extension;
        if (Sandbox) yield return CertificateExtensions.Null("1.2.840.113635.100.6.3.1");
        if (Production) yield return CertificateExtensions.Null("1.2.840.113635.100.6.3.2");
        if (VoipExtension) yield return CertificateExtensions.Text("1.2.840.113635.100.6.3.4", Topics[0]);
        else if (Topics is not []) yield return CertificateExtensions.Topics("1.2.840.113635.100.6.3.6", Topics);
    }
}
