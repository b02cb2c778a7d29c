using System.Buffers;

namespace Push.Grains.Audiences;

/// <summary>The words of a filter's text.</summary>
internal static class FilterWords
{
    public const string Tag = "tag";
    public const string And = "and";
    public const string Or = "or";
    public const string Not = "not";
    public const string In = "in";
    public const string Exists = "exists";

    private static readonly string[] Reserved = [Tag, And, Or, Not, In, Exists];
    private static readonly SearchValues<char> Marks = SearchValues.Create("()=!<>,\"\\'");

    /// <summary>Whether a character can stand in a word without quotes.</summary>
    public static bool IsPlain(char character) =>
        !char.IsWhiteSpace(character) && !char.IsControl(character) && !Marks.Contains(character);

    /// <summary>A word as it is written: in quotes if it would be taken for something else without.</summary>
    public static string Quote(string word, bool isName)
    {
        var plain = word.Length > 0 && word.All(IsPlain) && !(isName && Reserved.Contains(word, StringComparer.OrdinalIgnoreCase));
        return plain
            ? word
            : $"\"{word.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
