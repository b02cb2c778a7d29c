using Push.Testing;

namespace Push.Apns.Tests.Credentials;

/// <summary>What a certificate says of itself: kind, topics, environments, end; with openssl as a second reader.</summary>
public sealed class CertificateKindTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TempFolder _folder = new();

    public static TheoryData<TestClientCertificate, ApnsCertificateKind, string[]> Kinds => new()
    {
        { new(), ApnsCertificateKind.App, ["com.example.app", "com.example.app.voip"] },
        { new() { Topics = [] }, ApnsCertificateKind.App, ["com.example.app"] },
        { new() { Uid = "com.example.app.voip", CommonName = "VoIP Services: com.example.app", Topics = [] },
            ApnsCertificateKind.Voip, ["com.example.app.voip"] },
        { new() { Uid = null, CommonName = "other", Topics = ["com.example.app.voip"], VoipExtension = true },
            ApnsCertificateKind.Voip, ["com.example.app.voip"] },
        { new() { Uid = "pass.com.example.coupon", CommonName = "Pass Type ID: pass.com.example.coupon", Topics = [] },
            ApnsCertificateKind.Pass, ["pass.com.example.coupon"] },
        { new() { Uid = "web.com.example.news", CommonName = "Website Push ID: web.com.example.news", Topics = [] },
            ApnsCertificateKind.Website, ["web.com.example.news"] },
        { new() { Uid = "com.apple.mgmt.External.7", CommonName = "APSP:7", Topics = [] }, ApnsCertificateKind.Mdm, ["com.apple.mgmt.External.7"] },
        { new() { Uid = null, CommonName = "Apple Push Services: com.example.app", Topics = [] }, ApnsCertificateKind.Unknown, [] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Credential_EachKind_IsReadAsOpenSslReadsIt(TestClientCertificate looks, ApnsCertificateKind kind, string[] topics)
    {
        using var credential = new CertificateCredential(_authority.Client(looks), []);
        Assert.Equal((kind, looks.Team), (credential.CertificateKind, credential.TeamId));
        Assert.Equal(topics, credential.Topics);

        var text = await OpenSsl.RunAsync("x509", "-in", _folder.Write("leaf.pem", credential.Certificate.ExportCertificatePem()), "-noout", "-text");
        Assert.All(topics, topic => Assert.Contains(topic, text, StringComparison.Ordinal));
        Assert.Contains($"CN = {looks.CommonName}", text, StringComparison.Ordinal);
        Assert.Equal(looks.Sandbox, text.Contains("1.2.840.113635.100.6.3.1:", StringComparison.Ordinal));
        Assert.Equal(looks.Production, text.Contains("1.2.840.113635.100.6.3.2:", StringComparison.Ordinal));
    }

    [Fact]
    public void Allows_PassCertificate_IsForProductionOnly()
    {
        using var credential = new CertificateCredential(_authority.Client(new TestClientCertificate
        {
            Uid = "pass.com.example.coupon",
            Topics = [],
            Sandbox = false,
            Production = false,
        }), []);
        Assert.True(credential.Allows(ApnsEnvironment.Production));
        Assert.False(credential.Allows(ApnsEnvironment.Sandbox));
    }

    [Fact]
    public void ExpiryWarning_ByTheTimeLeft_SaysWhen()
    {
        using var credential = new CertificateCredential(_authority.Client(new TestClientCertificate()), []);
        var end = Validity.Current.To;
        Assert.Null(credential.ExpiryWarning(end - TimeSpan.FromDays(31)));
        Assert.Contains("expires in 29 days, at 2049-01-01", credential.ExpiryWarning(end - TimeSpan.FromDays(29.5)), StringComparison.Ordinal);
        Assert.Contains("expired at 2049-01-01", credential.ExpiryWarning(end), StringComparison.Ordinal);
    }

    [Fact]
    public void Covers_OtherTopic_IsSaid()
    {
        using var credential = new CertificateCredential(_authority.Client(new TestClientCertificate()), []);
        Assert.True(credential.Covers("com.example.app.voip"));
        Assert.False(credential.Covers("com.example.other"));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }
}
