namespace Push.Apns;

/// <summary>How a sender proves itself, as far as the rules of push types care.</summary>
public enum CredentialKind
{
    /// <summary>Not known, so nothing is said about it.</summary>
    Unknown,

    /// <summary>A provider token.</summary>
    ProviderToken,

    /// <summary>A client certificate.</summary>
    Certificate,
}
