using System.Security.Cryptography;
using System.Text;
using Push.Grains.Notifications;
using Push.Grains.Packages;

namespace Push.Grains.Wallet;

/// <summary>What a pass must keep to, to be stored; whether Wallet takes it is found out when it is signed.</summary>
internal static class PassRules
{
    /// <summary>The most bytes that are kept of what somebody said of himself.</summary>
    public const int MaxPersonalization = 4096;

    private const int MinToken = 16;
    private const int MaxToken = 128;
    private const int MaxPath = 128;

    /// <summary>32 random digits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The time of a change: now, in whole seconds, as HTTP has them, but later than the change before.</summary>
    public static DateTimeOffset Modified(DateTimeOffset now, DateTimeOffset before)
    {
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return second > before ? second : before.AddSeconds(1);
    }

    /// <summary>Compares without telling by the time it takes how much of the token was right.</summary>
    public static bool IsToken(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <exception cref="PushRequestException">The message names the field and the rule.</exception>
    public static void Check(PassContent content, string? token)
    {
        Must(JsonObjects.IsObject(content.Json, PassContent.MaxJson), $"pass: is a JSON object of at most {PassContent.MaxJson} bytes.");
        Must(content.Files.Sum(file => (long)file.Value.Length) <= PassContent.MaxFiles,
            $"files: have at most {PassContent.MaxFiles} bytes together; what all passes share belongs into the pass type's folder.");
        foreach (var path in content.Files.Keys)
            Must(IsPath(path), $"files: '{path}' is no path inside a pass: forward slashes, no '..', at most {MaxPath} characters, "
                + "and neither pass.json, manifest.json nor signature.");
        Must(token is null || (token.Length is >= MinToken and <= MaxToken && !token.AsSpan().ContainsAnyExceptInRange('!', '~')),
            $"authenticationToken: has {MinToken} to {MaxToken} printable ASCII characters.");
    }

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= MaxPath
        && path is not ("pass.json" or "manifest.json" or "signature")
        && !path.Any(character => character is '\\' or ':' || char.IsControl(character))
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new PushRequestException(RequestFault.Malformed, otherwise);
    }
}
