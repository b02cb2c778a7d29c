using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Connections;

/// <summary>
/// Decides whether a server's certificate is taken, and keeps why not. The roots of the operating system always count;
/// others only if they were configured. The name has to match in either case.
/// </summary>
internal sealed class ServerTrust(X509Certificate2Collection? additionalRoots)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>What was wrong; null if the certificate was taken or none was seen.</summary>
    public ApnsConnectFailure? Failure { get; private set; }

    /// <summary>The words for it.</summary>
    public string Why { get; private set; } = "";

    public bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return Refuse(ApnsConnectFailure.Untrusted, "it showed no certificate");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !ReachesAdditionalRoot(leaf, chain))
            return Refuse(ApnsConnectFailure.Untrusted, Words(leaf, chain));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return Refuse(ApnsConnectFailure.WrongName, $"its certificate is made out to {Names(leaf)}");
        return true;
    }

    private bool ReachesAdditionalRoot(X509Certificate2 leaf, X509Chain? seen)
    {
        if (additionalRoots is not { Count: > 0 }) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(additionalRoots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (seen is not null) chain.ChainPolicy.ExtraStore.AddRange(seen.ChainPolicy.ExtraStore);
        return chain.Build(leaf);
    }

    private static string Words(X509Certificate2 leaf, X509Chain? chain)
    {
        var status = chain?.ChainStatus.Select(s => s.StatusInformation.Trim()).Where(s => s.Length > 0).Distinct() ?? [];
        return $"its certificate ({Names(leaf)}, issued by {leaf.GetNameInfo(X509NameType.SimpleName, true)}) "
            + $"is not trusted: {string.Join("; ", status)}";
    }

    private static string Names(X509Certificate2 leaf)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString()))).ToList();
        return names.Count > 0 ? string.Join(", ", names) : leaf.GetNameInfo(X509NameType.SimpleName, false);
    }

    private bool Refuse(ApnsConnectFailure failure, string why)
    {
        Failure = failure;
        Why = why;
        return false;
    }
}
