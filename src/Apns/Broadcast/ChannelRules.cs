namespace Push.Apns;

/// <summary>The form of what stands in headers and paths of broadcasts.</summary>
public static class ChannelRules
{
    /// <summary>How many channels an app may have in each environment.</summary>
    public const int MaxChannels = 10_000;

    private const int MaxLength = 256;

    /// <summary>What is wrong with a channel's id; null if nothing is. Apple gives out base64, and says no more of it.</summary>
    public static string? CheckChannelId(string? id)
    {
        if (string.IsNullOrEmpty(id)) return "is needed";
        if (id.Length > MaxLength) return $"has at most {MaxLength} characters";
        return id.AsSpan().ContainsAnyExceptInRange('!', '~') ? "must be printable ASCII without spaces, as Apple gave it" : null;
    }

    /// <summary>What is wrong with a bundle id; null if nothing is.</summary>
    public static string? CheckBundleId(string? id)
    {
        if (string.IsNullOrEmpty(id)) return "is needed";
        if (id.Length > MaxLength) return $"has at most {MaxLength} characters";
        return id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
            ? null
            : "has letters, digits, '.' and '-' only";
    }
}
