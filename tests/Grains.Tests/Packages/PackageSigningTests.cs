using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Push.Apns.Packages;
using Push.Grains.Clusters;
using Push.Grains.Notifications;
using Push.Testing;

namespace Push.Grains.Packages;

public sealed class PackageSigningTests : IAsyncLifetime
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly TestAuthority _authority = new();
    private readonly TempFolder _folder = new();
    private PushCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        using var certificate = _authority.Signer(new TestSigningCertificate());
        var coffee = new SignerOptions
        {
            CertificateFile = _folder.Write("pass.p12", certificate.Export(X509ContentType.Pkcs12, "secret")!),
            CertificatePasswordFile = _folder.Write("password", "secret\n"),
            IntermediateFile = _folder.Write("intermediate.cer", _authority.Intermediate.RawData),
        };
        _cluster = await PushCluster.StartAsync(silos: 2, configure: options => options.Signers["coffee"] = coffee);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sign_ThroughTheCluster_IsTheSilosSignature()
    {
        var signer = new ClusterPackageSigner(_cluster.Grains, "coffee");
        var content = "{}"u8.ToArray();

        var signatures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => signer.SignAsync(content, _stop).AsTask()));

        Assert.All(signatures, signature =>
        {
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(signature);
            cms.CheckSignature(verifySignatureOnly: true);
            Assert.Equal([_authority.Intermediate.Subject], cms.Certificates.Select(other => other.Subject)
                .Except([cms.SignerInfos[0].Certificate!.Subject]));
        });
    }

    [Fact]
    public async Task GetIdentity_ThroughTheCluster_IsTheCertificates()
    {
        IPackageSigner signer = new ClusterPackageSigner(_cluster.Grains, "coffee");
        var identity = await signer.GetIdentityAsync(_stop);
        Assert.Equal(("pass.com.example.coffee", TestKeys.TeamId, true, true),
            (identity.Identifier, identity.TeamId, identity.SignsPasses, identity.HasIntermediate));
    }

    [Fact]
    public async Task Sign_UnknownSigner_NamesThoseThatThereAre()
    {
        var signer = new ClusterPackageSigner(_cluster.Grains, "tea");
        var refused = await Assert.ThrowsAsync<PushRequestException>(() => signer.SignAsync(new byte[1], _stop).AsTask());
        Assert.Equal(RequestFault.UnknownSigner, refused.Fault);
        Assert.Contains("coffee", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_TooLarge_IsRefused()
    {
        var signer = new ClusterPackageSigner(_cluster.Grains, "coffee");
        var refused = await Assert.ThrowsAsync<PushRequestException>(
            () => signer.SignAsync(new byte[4 * 1024 * 1024 + 1], _stop).AsTask());
        Assert.Equal(RequestFault.Malformed, refused.Fault);
    }
}
