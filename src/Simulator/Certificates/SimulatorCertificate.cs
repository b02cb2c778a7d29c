using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Simulator.Certificates;

/// <summary>The certificates of one simulator: a root of its own and, signed by it, the one its port shows.</summary>
internal sealed class SimulatorCertificate : IDisposable
{
    private static readonly string[] AlwaysNamed =
    [
        "localhost",
        "api.push.apple.com",
        "api.sandbox.push.apple.com",
        "api.development.push.apple.com",
        "api-broadcast.push.apple.com",
        "api-broadcast.sandbox.push.apple.com",
        "api-manage-broadcast.push.apple.com",
        "api-manage-broadcast.sandbox.push.apple.com",
    ];

    private SimulatorCertificate(X509Certificate2 root, X509Certificate2 server)
    {
        Root = root;
        Server = server;
    }

    /// <summary>The root, without its key: what clients trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The server's certificate with its key.</summary>
    public X509Certificate2 Server { get; }

    public static SimulatorCertificate Create(IEnumerable<string> hostNames, TimeProvider time)
    {
        DateTimeOffset from = time.GetUtcNow().AddDays(-1);
        DateTimeOffset until = from.AddDays(365);
        using ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 root = RootRequest(rootKey).CreateSelfSigned(from, until);
        using ECDsa serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using X509Certificate2 signed = ServerRequest(serverKey, root, hostNames).Create(root, from, until, serial);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(serverKey);
        // Through PKCS#12, because Windows serves TLS only with keys that it has stored.
        X509Certificate2 server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        return new SimulatorCertificate(X509CertificateLoader.LoadCertificate(root.RawData), server);
    }

    public void Dispose()
    {
        Root.Dispose();
        Server.Dispose();
    }

    private static CertificateRequest RootRequest(ECDsa key)
    {
        CertificateRequest request = new("CN=Push.Simulator root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key, X509Certificate2 root, IEnumerable<string> hostNames)
    {
        CertificateRequest request = new("CN=Push.Simulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        request.CertificateExtensions.Add(Names(hostNames));
        return request;
    }

    private static X509Extension Names(IEnumerable<string> hostNames)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (string name in AlwaysNamed.Concat(hostNames).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!IPAddress.TryParse(name, out IPAddress? address))
                names.AddDnsName(name);
            else if (!IPAddress.IsLoopback(address))
                names.AddIpAddress(address);
        }

        return names.Build();
    }
}
