namespace Push.Grains.Packages;

/// <summary>A certificate with which the silo signs Wallet passes or website push packages.</summary>
public sealed class SignerOptions
{
    /// <summary>The certificate with its key, <c>.p12</c> or PEM. Required.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the private key, if it isn't in <see cref="CertificateFile"/>. Default: it is there.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>A file whose first line is the certificate's password. Default: there is none.</summary>
    public string? CertificatePasswordFile { get; set; }

    /// <summary>
    /// Apple's intermediate that issued the certificate, DER or PEM. Default: the one in <see cref="CertificateFile"/>, if
    /// it is there. Passes can't do without.
    /// </summary>
    public string? IntermediateFile { get; set; }
}
