using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns;

/// <summary>What Apple writes into the client certificates of APNs.</summary>
internal static class ApnsCertificate
{
    public const string SandboxExtension = "1.2.840.113635.100.6.3.1";
    public const string ProductionExtension = "1.2.840.113635.100.6.3.2";
    public const string TopicsExtension = "1.2.840.113635.100.6.3.6";
    public const string VoipExtension = "1.2.840.113635.100.6.3.4";
    public const string PassExtension = "1.2.840.113635.100.6.1.16";

    private const string UserId = "0.9.2342.19200300.100.1.1";
    private const string OrganizationalUnit = "2.5.4.11";
    private const string CommonName = "2.5.4.3";

    public static bool HasExtension(X509Certificate2 certificate, string oid) =>
        certificate.Extensions[oid] is not null;

    public static string? TeamId(X509Certificate2 certificate) => SubjectValue(certificate, OrganizationalUnit);

    /// <summary>The subject's UID: the bundle id, pass type identifier or website push id.</summary>
    public static string? UserIdOf(X509Certificate2 certificate) => SubjectValue(certificate, UserId);

    /// <summary>An extension that holds one UTF8String; null if it is missing or something else.</summary>
    public static string? TextOf(X509Certificate2 certificate, string oid)
    {
        if (certificate.Extensions[oid] is not { } extension) return null;
        try
        {
            return AsnDecoder.ReadCharacterString(
                extension.RawData, AsnEncodingRules.DER, UniversalTagNumber.UTF8String, out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>What it was issued for: by its extensions and topic, and where those don't tell, by the words of its name.</summary>
    public static ApnsCertificateKind Kind(X509Certificate2 certificate)
    {
        var topic = SubjectValue(certificate, UserId) ?? "";
        var name = SubjectValue(certificate, CommonName) ?? "";
        if (HasExtension(certificate, VoipExtension) || Begins(name, "VoIP Services:")) return ApnsCertificateKind.Voip;
        if (HasExtension(certificate, PassExtension) || Begins(topic, "pass.")) return ApnsCertificateKind.Pass;
        if (Begins(topic, "com.apple.mgmt.") || Begins(name, "APSP:")) return ApnsCertificateKind.Mdm;
        if (Begins(topic, "web.")) return ApnsCertificateKind.Website;
        return topic.Length > 0 || HasExtension(certificate, TopicsExtension) ? ApnsCertificateKind.App : ApnsCertificateKind.Unknown;
    }

    /// <summary>
    /// The subject's UID first, then those of the extension. The common name is no place to read a topic from: VoIP and
    /// MDM certificates and those with several topics have something else there.
    /// </summary>
    public static IReadOnlyList<string> Topics(X509Certificate2 certificate)
    {
        var topics = new List<string>();
        if (SubjectValue(certificate, UserId) is { } uid) topics.Add(uid);
        if (TextOf(certificate, VoipExtension) is { } voip && !topics.Contains(voip)) topics.Add(voip);
        if (certificate.Extensions[TopicsExtension] is { } extension)
        {
            foreach (var topic in ReadTopics(extension.RawData))
                if (!topics.Contains(topic)) topics.Add(topic);
        }
        return topics;
    }

    // SEQUENCE { UTF8String topic, SEQUENCE { UTF8String kind … }, topic, kinds, … }
    private static List<string> ReadTopics(byte[] extension)
    {
        var topics = new List<string>();
        try
        {
            var entries = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (entries.HasData)
            {
                if (entries.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.UTF8String)))
                    topics.Add(entries.ReadCharacterString(UniversalTagNumber.UTF8String));
                else
                    entries.ReadEncodedValue();
            }
        }
        catch (AsnContentException)
        {
            // What could be read counts; the certificate is Apple's to judge.
        }
        return topics;
    }

    private static bool Begins(string text, string beginning) => text.StartsWith(beginning, StringComparison.Ordinal);

    // X509Certificate2.Subject names the UID differently on each platform, so the distinguished name is read itself.
    public static string? SubjectValue(X509Certificate2 certificate, string oid)
    {
        foreach (var name in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (!name.HasMultipleElements && name.GetSingleElementType().Value == oid)
                return name.GetSingleElementValue();
        }
        return null;
    }
}
