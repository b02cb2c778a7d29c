namespace Push.Apns;

/// <summary>What can be wrong with a credential.</summary>
public enum CredentialFault
{
    /// <summary>The file is missing or can't be read.</summary>
    Unreadable,

    /// <summary>The file holds neither a key nor a certificate of the expected form.</summary>
    NotRecognized,

    /// <summary>The key is encrypted; Apple's are not.</summary>
    Encrypted,

    /// <summary>The file holds a public key or a certificate only.</summary>
    NoPrivateKey,

    /// <summary>The key is of another algorithm or on another curve.</summary>
    WrongAlgorithm,

    /// <summary>The password doesn't open the file.</summary>
    WrongPassword,

    /// <summary>A key id or team id doesn't have the form that Apple gives them.</summary>
    BadIdentifier,

    /// <summary>The certificate is no longer, or not yet, valid.</summary>
    NotValidNow,

    /// <summary>A sealed token was changed, or sealed under another key.</summary>
    BrokenSeal,
}
