using Push.Apns;

namespace Push.Cli.TokenFiles;

/// <summary>The token itself, in hexadecimal digits, as all formats hold it.</summary>
internal static class HexText
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DeviceToken token, out string? error)
    {
        var good = DeviceToken.TryParse(text, out token, out DeviceTokenError rule);
        error = good ? null : rule.ToString();
        return good;
    }
}
