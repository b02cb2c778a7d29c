using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Push.Apns;

/// <summary>
/// Takes RC2 out of a <c>.p12</c> file, in memory: what lies under it is deciphered, and the rest stays as it was, so that
/// the runtime can read the result. Where the runtime has RC2 itself, this is never needed.
/// </summary>
internal static class Pkcs12Rc2
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string Rc2With128Bits = "1.2.840.113549.1.12.1.5";
    private const string Rc2With40Bits = "1.2.840.113549.1.12.1.6";
    private const int MaxIterations = 1_000_000;

    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0);

    /// <summary>The file without RC2, and without the integrity code, which the caller has checked.</summary>
    /// <exception cref="CryptographicException">The contents can't be deciphered.</exception>
    /// <exception cref="AsnContentException">The file is not built as RFC 7292 says.</exception>
    public static byte[] Remove(ReadOnlyMemory<byte> file, string? password)
    {
        var pfx = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
        var version = pfx.ReadInteger();
        var safe = pfx.ReadSequence();
        safe.ReadObjectIdentifier();
        var contents = new AsnReader(safe.ReadSequence(Content).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();

        var plain = new AsnWriter(AsnEncodingRules.BER);
        using (plain.PushSequence())
            while (contents.HasData) CopyContent(contents.ReadEncodedValue(), password, plain);

        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(version);
            WriteData(writer, plain.Encode());
        }
        return writer.Encode();
    }

    private static void CopyContent(ReadOnlyMemory<byte> encoded, string? password, AsnWriter writer)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        switch (info.ReadObjectIdentifier())
        {
            case Data:
                WriteData(writer, Bags(info.ReadSequence(Content).ReadOctetString(), password));
                break;
            case EncryptedData when TryDecrypt(info.ReadSequence(Content).ReadSequence(), password) is { } bags:
                WriteData(writer, Bags(bags, password));
                break;
            default:
                writer.WriteEncodedValue(encoded.Span);
                break;
        }
    }

    // EncryptedData { version, EncryptedContentInfo { type, algorithm, [0] content } }
    private static byte[]? TryDecrypt(AsnReader data, string? password)
    {
        data.ReadInteger();
        var content = data.ReadSequence();
        content.ReadObjectIdentifier();
        var cipher = TryCipher(content.ReadSequence(), password);
        return cipher?.Invoke(content.ReadOctetString(Content));
    }

    private static byte[] Bags(byte[] safeContents, string? password)
    {
        var bags = new AsnReader(safeContents, AsnEncodingRules.BER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
            while (bags.HasData) CopyBag(bags.ReadEncodedValue(), password, writer);
        return writer.Encode();
    }

    // SafeBag { id, [0] value, attributes }; the value of a shrouded key is { algorithm, content }
    private static void CopyBag(ReadOnlyMemory<byte> encoded, string? password, AsnWriter writer)
    {
        var bag = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (bag.ReadObjectIdentifier() == ShroudedKeyBag)
        {
            var shrouded = bag.ReadSequence(Content).ReadSequence();
            if (TryCipher(shrouded.ReadSequence(), password) is { } decrypt)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(KeyBag);
                    using (writer.PushSequence(Content)) writer.WriteEncodedValue(decrypt(shrouded.ReadOctetString()));
                    if (bag.HasData) writer.WriteEncodedValue(bag.ReadEncodedValue().Span);
                }
                return;
            }
        }
        writer.WriteEncodedValue(encoded.Span);
    }

    // AlgorithmIdentifier { oid, { salt, iterations } }; null for what the runtime deciphers itself.
    private static Func<byte[], byte[]>? TryCipher(AsnReader algorithm, string? password)
    {
        var length = algorithm.ReadObjectIdentifier() switch
        {
            Rc2With40Bits => 5,
            Rc2With128Bits => 16,
            _ => 0,
        };
        if (length == 0) return null;
        var parameters = algorithm.ReadSequence();
        var salt = parameters.ReadOctetString();
        if (!parameters.TryReadInt32(out var iterations) || iterations is < 1 or > MaxIterations)
            throw new CryptographicException("The number of iterations is out of bounds.");
        var rc2 = new Rc2(Pkcs12KeyDerivation.Derive(password, salt, iterations, Pkcs12KeyDerivation.Key, length));
        var iv = Pkcs12KeyDerivation.Derive(password, salt, iterations, Pkcs12KeyDerivation.Iv, Rc2.BlockSize);
        return content => rc2.DecryptCbc(content, iv);
    }

    private static void WriteData(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Content)) writer.WriteOctetString(content);
        }
    }
}
