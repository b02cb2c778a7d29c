using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Testing;

/// <summary>The extensions that make a certificate what it is.</summary>
internal static class CertificateExtensions
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static X509Extension[] Authority =>
    [
        new X509BasicConstraintsExtension(true, false, 0, critical: true),
        new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true),
    ];

    // Apple marks its intermediates for developers with this extension.
    public static X509Extension[] Intermediate => [.. Authority, Null("1.2.840.113635.100.6.2.1")];

    public static X509Extension[] Server => Leaf(ServerAuthentication);

    public static X509Extension[] Client => Leaf(ClientAuthentication);

    /// <summary>For packages: further usages beside the client's.</summary>
    public static X509Extension[] Signer(params string[] usages) => Leaf([ClientAuthentication, .. usages]);

    public static X509Extension Null(string oid) => new(oid, [0x05, 0x00], critical: false);

    public static X509Extension Text(string oid, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return new X509Extension(oid, writer.Encode(), critical: false);
    }

    public static X509Extension Topics(string oid, IEnumerable<string> topics)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var topic in topics)
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, topic);
                using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.UTF8String, "app");
            }
        }
        return new X509Extension(oid, writer.Encode(), critical: false);
    }

    private static X509Extension[] Leaf(params string[] usages) =>
    [
        new X509BasicConstraintsExtension(false, false, 0, critical: true),
        new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true),
        new X509EnhancedKeyUsageExtension([.. usages.Select(usage => new Oid(usage))], critical: false),
    ];
}
