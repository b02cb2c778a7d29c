using System.Security.Cryptography;

namespace Push.Apns;

/// <summary>Reads a private key on P-256 from PEM: PKCS#8, as Apple's <c>.p8</c>, or SEC1, as OpenSSL writes.</summary>
internal static class SigningKeyPem
{
    private const string Prime256V1 = "1.2.840.10045.3.1.7";

    public static ECDsa Read(ReadOnlySpan<char> pem, string name)
    {
        var others = new List<string>();
        for (var rest = pem; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label].ToString();
            if (label is "PRIVATE KEY" or "EC PRIVATE KEY") return Import(rest[fields.Location], name);
            others.Add(label);
        }
        throw Refuse(others, name);
    }

    private static ECDsa Import(ReadOnlySpan<char> block, string name)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(block);
            var curve = key.ExportParameters(includePrivateParameters: false).Curve;
            if (IsP256(curve)) return key;
            throw new CredentialException(CredentialFault.WrongAlgorithm,
                $"{name}: the key is on the curve {curve.Oid?.FriendlyName ?? curve.Oid?.Value ?? "of explicit parameters"}; APNs takes P-256 only.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw NotAnEllipticKey(block, name, e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static bool IsP256(ECCurve curve) => curve.IsNamed
        && (curve.Oid.Value == Prime256V1 || curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName);

    private static CredentialException NotAnEllipticKey(ReadOnlySpan<char> block, string name, Exception inner)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(block);
            return new CredentialException(CredentialFault.WrongAlgorithm,
                $"{name}: this is an RSA key; APNs takes keys on the curve P-256 only.", inner);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new CredentialException(CredentialFault.NotRecognized, $"{name}: the private key in it is damaged.", inner);
        }
    }

    private static CredentialException Refuse(List<string> labels, string name)
    {
        if (labels.Contains("ENCRYPTED PRIVATE KEY"))
            return new CredentialException(CredentialFault.Encrypted,
                $"{name}: the key is encrypted; decrypt it first, Apple's .p8 files are not encrypted.");
        if (labels.Contains("RSA PRIVATE KEY"))
            return new CredentialException(CredentialFault.WrongAlgorithm,
                $"{name}: this is an RSA key; APNs takes keys on the curve P-256 only.");
        if (labels.Exists(label => label.Contains("PUBLIC KEY", StringComparison.Ordinal) || label == "CERTIFICATE"))
            return new CredentialException(CredentialFault.NoPrivateKey,
                $"{name}: holds no private key, only {labels[0]}.");
        return new CredentialException(CredentialFault.NotRecognized,
            $"{name}: is no key file; expected PEM with a line -----BEGIN PRIVATE KEY-----, as in Apple's .p8 files.");
    }
}
