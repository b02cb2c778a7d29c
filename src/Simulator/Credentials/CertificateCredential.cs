using System.Security.Cryptography.X509Certificates;
using Push.Simulator.Requests;

namespace Push.Simulator.Credentials;

/// <summary>The client certificate of one connection. A provider token beside it is ignored, as Apple does.</summary>
internal sealed class CertificateCredential : IRequestCredential
{
    private readonly IReadOnlyList<byte[]> _topics;
    private readonly Refusal? _refusal;

    public CertificateCredential(X509Certificate2? certificate, SimulatedEnvironment environment, TimeProvider time)
    {
        CertificateTopics? topics = certificate is null ? null : CertificateTopics.Read(certificate);
        _topics = topics?.All ?? [];
        _refusal = Judge(certificate, topics, environment, time);
    }

    public bool IsProven => true;

    public bool MaySend(Sender sender) => sender != Sender.TokenOnly;

    public Refusal? Check(RequestRecord request) => _refusal;

    /// <summary>The topic may be left out when the certificate has only one.</summary>
    public Refusal? CheckTopic(ReadOnlySpan<byte> topic)
    {
        if (topic.IsEmpty)
            return _topics.Count == 1 ? null : Refusal.MissingTopic;
        foreach (byte[] own in _topics)
        {
            if (topic.SequenceEqual(own))
                return null;
        }

        return Refusal.TopicDisallowed;
    }

    private static Refusal? Judge(
        X509Certificate2? certificate, CertificateTopics? topics, SimulatedEnvironment environment, TimeProvider time)
    {
        if (certificate is null)
            return Refusal.MissingProviderToken;
        DateTimeOffset now = time.GetUtcNow();
        if (topics is null || now < certificate.NotBefore || now > certificate.NotAfter)
            return Refusal.BadCertificate;
        return environment switch
        {
            SimulatedEnvironment.Production when topics.IsSandboxOnly => Refusal.BadCertificateEnvironment,
            SimulatedEnvironment.Sandbox when topics.IsProductionOnly => Refusal.BadCertificateEnvironment,
            _ => null,
        };
    }
}
