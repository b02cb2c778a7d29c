using System.Security.Cryptography.X509Certificates;
using Push.Apns;

namespace Push.Grains.Apps;

/// <summary>A configured app whose files were read and found good.</summary>
internal sealed record App(string Name, ApnsEndpoint Endpoint, int Connections)
{
    public string? Topic { get; init; }

    public int BrakePercent { get; init; }

    public ProviderTokenSigner? Signer { get; init; }

    public CertificateCredential? Certificate { get; init; }

    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>The content as it is sent: a topic left out becomes the app's.</summary>
    public NotificationContent Complete(NotificationContent content) =>
        content.Topic is null && Topic is not null ? content with { Topic = Topic } : content;
}
