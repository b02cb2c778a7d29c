using Push.Apns;
using Push.Grains.Audiences;

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

    /// <summary>A line that is a token and nothing else.</summary>
    public static bool TryParseLine(ReadOnlySpan<byte> line, out AudienceDevice device, out string? error)
    {
        var good = TryParse(line, out DeviceToken token, out error);
        device = new AudienceDevice(token);
        return good;
    }
}
