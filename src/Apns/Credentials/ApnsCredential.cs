namespace Push.Apns;

/// <summary>How a connection proves who is sending: by provider token or by client certificate.</summary>
public abstract class ApnsCredential
{
    private protected ApnsCredential()
    {
    }

    /// <summary>Which of the two it is.</summary>
    public abstract CredentialKind Kind { get; }
}
