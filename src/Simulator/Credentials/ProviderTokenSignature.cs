using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Push.Simulator.Credentials;

/// <summary>
/// The two forms of an ES256 signature: r and s of 32 bytes each (RFC 7518 §3.4), and the DER sequence of two integers that some
/// providers send and Apple takes.
/// </summary>
internal static class ProviderTokenSignature
{
    private const int FixedLength = 64;

    public static bool HasShape(byte[] signature) => signature.Length == FixedLength || IsSequence(signature);

    public static bool Verify(ECDsa key, ReadOnlySpan<byte> signed, byte[] signature) =>
        (signature.Length == FixedLength
            && key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        || (IsSequence(signature)
            && key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private static bool IsSequence(byte[] signature)
    {
        try
        {
            AsnReader outer = new(signature, AsnEncodingRules.DER);
            AsnReader inner = outer.ReadSequence();
            BigInteger r = inner.ReadInteger();
            BigInteger s = inner.ReadInteger();
            inner.ThrowIfNotEmpty();
            outer.ThrowIfNotEmpty();
            return r.Sign > 0 && s.Sign > 0;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
