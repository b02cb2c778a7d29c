namespace Push.Apns;

/// <summary>What a client certificate was issued for (Apple, "Establishing a certificate-based connection to APNs").</summary>
public enum ApnsCertificateKind
{
    /// <summary>It says nothing of it, or something that isn't known here.</summary>
    Unknown,

    /// <summary>An app's pushes; with several topics also VoIP, complications and so on.</summary>
    App,

    /// <summary>VoIP pushes of one app only.</summary>
    Voip,

    /// <summary>Updates of Wallet passes of one type; production only.</summary>
    Pass,

    /// <summary>Pushes to Safari for one website.</summary>
    Website,

    /// <summary>Mobile device management.</summary>
    Mdm,
}
