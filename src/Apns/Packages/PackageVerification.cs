using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>How a package is verified.</summary>
public sealed record PackageVerification
{
    /// <summary>
    /// The roots that the signer's chain may end at; null for Apple's as the machine has them. Linux distributions come
    /// without: give AppleIncRootCertificate.cer there.
    /// </summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>The kind that it has to be; null for any.</summary>
    public PackageKind? Kind { get; init; }

    /// <summary>
    /// The most bytes that the files of a package may have together when they are unpacked; more is not read. Default 1 GB.
    /// </summary>
    public long MostBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The kinds of signed packages.</summary>
public enum PackageKind
{
    /// <summary>A Wallet pass, <c>.pkpass</c>.</summary>
    Pass,

    /// <summary>Up to ten passes, <c>.pkpasses</c>.</summary>
    PassBundle,

    /// <summary>A Safari website push package.</summary>
    Website,
}
