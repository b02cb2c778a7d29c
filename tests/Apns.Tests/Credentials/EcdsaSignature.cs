using System.Formats.Asn1;
using System.Numerics;

namespace Push.Apns.Tests.Credentials;

/// <summary>Turns a signature r||s into the DER form that openssl wants.</summary>
internal static class EcdsaSignature
{
    public static byte[] ToDer(byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }
        return writer.Encode();
    }
}
