using System.Text;

namespace Push.Grains.Audiences;

/// <summary>The limits of attributes, and what is wrong with a name, a tag or a text that breaks one.</summary>
public static class AttributeRules
{
    /// <summary>The most bytes that attributes and tags of one device take, packed.</summary>
    public const int MaxSize = 512;

    /// <summary>The most bytes of an attribute's name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The most bytes of a tag, in UTF-8.</summary>
    public const int MaxTagLength = 64;

    /// <summary>The reserved name of the device's language, a string as <c>de</c> or <c>pt-BR</c>.</summary>
    public const string Language = "language";

    /// <summary>The reserved name of the app's version, always a version.</summary>
    public const string AppVersion = "appVersion";

    /// <summary>The reserved name of the user that the device belongs to, a string.</summary>
    public const string UserId = "userId";

    /// <summary>The word that stands for the tags where attributes are written out; no attribute can have it as its name.</summary>
    public const string Tags = "tags";

    /// <summary>The word that stands for the device's token in token files and exports; no attribute can have it as its name.</summary>
    public const string Token = "token";

    /// <summary>
    /// The word that stands for the time of registration in token files and exports; no attribute can have it as its name.
    /// </summary>
    public const string RegisteredAt = "registeredAt";

    /// <summary>The most bytes of a user id, in UTF-8.</summary>
    public const int MaxUserIdLength = 128;

    /// <summary>What is wrong with an attribute's name; null when it is good.</summary>
    public static string? FindNameError(ReadOnlySpan<char> name)
    {
        if (FindMeaning(name) is { } meaning) return $"the name '{name}' stands for {meaning}";
        if (name.IsEmpty || name.Length > MaxNameLength) return $"a name has 1 to {MaxNameLength} characters, not {name.Length}";
        if (!char.IsAsciiLetter(name[0])) return "a name begins with a letter from a to z";
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.'))
                return "a name has letters from a to z, digits, '_', '-' and '.' only";
        return null;
    }

    // With an attribute of such a name, an export would be read back as something else.
    private static string? FindMeaning(ReadOnlySpan<char> name) => name switch
    {
        Tags => "the tags",
        Token => "the device's token",
        RegisteredAt or "registered_at" => "the time of registration",
        "user_id" => $"'{UserId}' in token files; write that",
        "app_version" => $"'{AppVersion}' in token files; write that",
        _ => null,
    };

    /// <summary>What is wrong with a tag; null when it is good.</summary>
    public static string? FindTagError(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty) return "a tag is not empty";
        if (Encoding.UTF8.GetByteCount(tag) is > MaxTagLength and var length)
            return $"a tag has at most {MaxTagLength} bytes, not {length}";
        foreach (var rune in tag.EnumerateRunes())
            if (rune == Rune.ReplacementChar || (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('_' or '-' or '.' or ':' or '/')))
                return "a tag has letters, digits, '_', '-', '.', ':' and '/' only";
        return null;
    }

    /// <summary>What is wrong with a user id; null when it is good.</summary>
    public static string? FindUserIdError(ReadOnlySpan<char> user)
    {
        var length = Encoding.UTF8.GetByteCount(user);
        if (length is 0 or > MaxUserIdLength) return $"a user id has 1 to {MaxUserIdLength} bytes, not {length}";
        foreach (var character in user)
            if (char.IsControl(character)) return "a user id has no control characters";
        return null;
    }
}
