using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Push.Apns;

/// <summary>Reads a private key on P-256 from PEM: PKCS#8, as Apple's <c>.p8</c>, or SEC1, as OpenSSL writes.</summary>
internal static class SigningKeyPem
{
    private const string Prime256V1 = "1.2.840.10045.3.1.7";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Rsa = "1.2.840.113549.1.1.1";

    public static ECDsa Read(ReadOnlySpan<char> pem, string name)
    {
        var others = new List<string>();
        for (var rest = pem; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label].ToString();
            if (label is "PRIVATE KEY" or "EC PRIVATE KEY") return Import(rest[fields.Location], name);
            others.Add(label);
        }

        // OpenSSL's old form of encryption puts header lines into the block, which makes it no PEM of RFC 7468.
        throw pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) ? Encrypted(name) : Refuse(others, name);
    }

    private static ECDsa Import(ReadOnlySpan<char> block, string name)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(block);
            var curve = key.ExportParameters(includePrivateParameters: false).Curve;
            if (IsP256(curve)) return key;
            var other = curve.IsNamed ? curve.Oid.FriendlyName ?? curve.Oid.Value : "of explicit parameters";
            throw WrongAlgorithm(name, $"a key on the curve {other}");
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

    // PKCS#8 says what kind of key it holds.
    private static CredentialException NotAnEllipticKey(ReadOnlySpan<char> block, string name, Exception inner)
    {
        try
        {
            var base64 = block[PemEncoding.Find(block).Base64Data].ToString();
            var algorithm = Pkcs8PrivateKeyInfo.Decode(Convert.FromBase64String(base64), out _).AlgorithmId.Value;
            var kind = algorithm == Rsa ? "an RSA key" : $"a key of the algorithm {algorithm}";
            if (algorithm != EllipticCurve) return WrongAlgorithm(name, kind, inner);
        }
        catch (CryptographicException)
        {
            // No PKCS#8 at all.
        }
        return new CredentialException(CredentialFault.NotRecognized,
            $"{name}: the private key in it is damaged.", inner);
    }

    private static CredentialException WrongAlgorithm(string name, string what, Exception? inner = null) =>
        new(CredentialFault.WrongAlgorithm, $"{name}: this is {what}; APNs takes keys on the curve P-256 only.", inner);

    private static CredentialException Encrypted(string name) => new(CredentialFault.Encrypted,
        $"{name}: the key is encrypted; decrypt it first, Apple's .p8 files are not encrypted.");

    private static CredentialException Refuse(List<string> labels, string name)
    {
        if (labels.Contains("ENCRYPTED PRIVATE KEY"))
            return Encrypted(name);
        if (labels.Contains("RSA PRIVATE KEY"))
            return WrongAlgorithm(name, "an RSA key");
        if (labels.Exists(label => label.Contains("PUBLIC KEY", StringComparison.Ordinal) || label == "CERTIFICATE"))
            return new CredentialException(CredentialFault.NoPrivateKey,
                $"{name}: holds no private key, only {labels[0]}.");
        return new CredentialException(CredentialFault.NotRecognized,
            $"{name}: is no key file; expected PEM with a line -----BEGIN PRIVATE KEY-----, as in Apple's .p8 files.");
    }
}
