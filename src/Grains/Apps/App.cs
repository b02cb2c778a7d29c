using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>A configured app whose files were read and found good.</summary>
internal sealed record App(string Name, ApnsEndpoint Endpoint, int Connections)
{
    public string? Topic { get; init; }

    public int BrakePercent { get; init; }

    /// <summary>Where channels are managed; null: not known, for the simulator without a port.</summary>
    public ApnsEndpoint? ChannelEndpoint { get; init; }

    /// <summary>Where broadcasts are published.</summary>
    public required ApnsEndpoint BroadcastEndpoint { get; init; }

    public ProviderTokenSigner? Signer { get; init; }

    public CertificateCredential? Certificate { get; init; }

    public X509Certificate2Collection? Roots { get; init; }

    public CredentialKind Credential => Certificate is null ? CredentialKind.ProviderToken : CredentialKind.Certificate;

    /// <summary>The content as it is sent: a topic left out becomes the app's, with the suffix of the push type.</summary>
    public NotificationContent Complete(NotificationContent content) =>
        content.Topic is null && Topic is not null ? content with { Topic = content.PushType.TopicOf(Topic) } : content;

    /// <summary>Refuses a content that Apple is certain to refuse, before anything is sent.</summary>
    /// <exception cref="PushRequestException">With all violations.</exception>
    public void Check(NotificationContent complete)
    {
        var violations = complete.Validate(Credential);
        if (violations.Count > 0)
            throw new PushRequestException(RequestFault.InvalidNotification, string.Join("; ", violations));
    }
}
