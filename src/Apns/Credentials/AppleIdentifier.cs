using System.Diagnostics.CodeAnalysis;

namespace Push.Apns;

/// <summary>Key and team ids: ten letters and digits.</summary>
public static class AppleIdentifier
{
    private const int Length = 10;

    internal static void Check(string value, string what)
    {
        if (!IsWellFormed(value))
            throw new CredentialException(CredentialFault.BadIdentifier,
                $"The {what} must be {Length} letters and digits, not \"{value}\".");
    }

    /// <summary>The key id in a file name as Apple gives it, <c>AuthKey_XXXXXXXXXX.p8</c>; else null.</summary>
    public static string? KeyIdOf(string path)
    {
        const string prefix = "AuthKey_";
        var name = Path.GetFileNameWithoutExtension(path);
        if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        if (name.Length < prefix.Length + Length) return null;

        // Browsers append " (1)" or "-1" to a second download.
        var id = name.Substring(prefix.Length, Length);
        var rest = name.AsSpan(prefix.Length + Length);
        return IsWellFormed(id) && (rest.IsEmpty || !char.IsAsciiLetterOrDigit(rest[0])) ? id : null;
    }

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? value) =>
        value?.Length == Length && value.All(char.IsAsciiLetterOrDigit);
}
