using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Push.Bench.Processes;

namespace Push.Bench.Sinks;

/// <summary>A root and a server certificate below it, made for one run, as the PEM files that servers want.</summary>
sealed record SinkCertificate(string RootFile, string ChainFile, string KeyFile)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    public static SinkCertificate Create(WorkFolder folder, TimeProvider time)
    {
        var from = time.GetUtcNow().AddHours(-1);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Push bench root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = rootRequest.CreateSelfSigned(from, from + Lifetime);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Sink.Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Sink.Host);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var leaf = request.Create(root, from, from + Lifetime, RandomNumberGenerator.GetBytes(12));

        var files = new SinkCertificate(
            folder.PathOf("root.pem"), folder.PathOf("chain.pem"), folder.PathOf("key.pem"));
        File.WriteAllText(files.RootFile, root.ExportCertificatePem());
        File.WriteAllText(files.ChainFile, leaf.ExportCertificatePem());
        File.WriteAllText(files.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
