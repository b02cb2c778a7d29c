using System.Text;

namespace Push.Apns.Packages;

/// <summary>What a pass shows to a scanner or says to a reader.</summary>
internal static class PassBarcodeRules
{
    private const int LongestNfcMessage = 64;

    public static void Check(KeyReader pass)
    {
        foreach (var barcode in pass.Children("barcodes"))
        {
            barcode.CheckOneOf("format", "PKBarcodeFormatQR", "PKBarcodeFormatPDF417", "PKBarcodeFormatAztec", "PKBarcodeFormatCode128");
            CheckContent(barcode);
        }
        // The form of before iOS 9.
        if (pass.Child("barcode") is { } old)
        {
            old.CheckOneOf("format", "PKBarcodeFormatQR", "PKBarcodeFormatPDF417", "PKBarcodeFormatAztec");
            CheckContent(old);
            if (!pass.Has("barcodes")) pass.Warn("barcode", "is of before iOS 9; barcodes took its place");
        }
        if (pass.Child("nfc") is { } nfc) CheckNfc(nfc);
    }

    private static void CheckContent(KeyReader barcode)
    {
        if (!barcode.Has("format")) barcode.Error("format", "is missing");
        barcode.Required("message");
        barcode.Required("messageEncoding");
        barcode.Optional("altText");
    }

    private static void CheckNfc(KeyReader nfc)
    {
        if (nfc.Required("message") is { } message && Encoding.UTF8.GetByteCount(message) > LongestNfcMessage)
            nfc.Error("message", $"has more than {LongestNfcMessage} bytes");
        nfc.Required("encryptionPublicKey");
        nfc.CheckBoolean("requiresAuthentication");
    }
}
