using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Push.Simulator.Credentials;

/// <summary>What an APNs client certificate says of itself: its topics and the environments it is good for.</summary>
internal sealed class CertificateTopics
{
    private const string UserId = "0.9.2342.19200300.100.1.1";
    private const string SandboxExtension = "1.2.840.113635.100.6.3.1";
    private const string ProductionExtension = "1.2.840.113635.100.6.3.2";
    private const string TopicsExtension = "1.2.840.113635.100.6.3.6";

    private CertificateTopics(IReadOnlyList<byte[]> topics, bool isSandboxOnly, bool isProductionOnly)
    {
        All = topics;
        IsSandboxOnly = isSandboxOnly;
        IsProductionOnly = isProductionOnly;
    }

    /// <summary>The topics in UTF-8; the base topic first.</summary>
    public IReadOnlyList<byte[]> All { get; }

    public bool IsSandboxOnly { get; }

    public bool IsProductionOnly { get; }

    /// <summary>Reads a certificate; null when it names no topic, so is none of Apple's for pushes.</summary>
    public static CertificateTopics? Read(X509Certificate2 certificate)
    {
        List<string> topics = [];
        foreach (X500RelativeDistinguishedName name in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (!name.HasMultipleElements && name.GetSingleElementType().Value == UserId && name.GetSingleElementValue() is { } topic)
                topics.Add(topic);
        }

        if (certificate.Extensions[TopicsExtension] is { } extension && !TryReadTopics(extension.RawData, topics))
            return null;
        if (topics.Count == 0)
            return null;
        bool sandbox = certificate.Extensions[SandboxExtension] is not null;
        bool production = certificate.Extensions[ProductionExtension] is not null;
        return new CertificateTopics(
            [.. topics.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)], sandbox && !production, production && !sandbox);
    }

    /// <summary>The extension's value: SEQUENCE of a topic and a SEQUENCE of its kinds, and so on in turn.</summary>
    private static bool TryReadTopics(byte[] value, List<string> topics)
    {
        try
        {
            AsnReader reader = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
            while (reader.HasData)
            {
                topics.Add(reader.ReadCharacterString(UniversalTagNumber.UTF8String));
                if (reader.HasData)
                    reader.ReadSequence();
            }

            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
