using System.Text.RegularExpressions;

namespace Push.Apns.Packages;

/// <summary>The forms of colours and dates in a pass.</summary>
internal static partial class PassFormats
{
    public static void CheckColor(KeyReader keys, string key)
    {
        if (keys.Optional(key) is not { } color) return;
        if (HexColor().IsMatch(color)) keys.Warn(key, "is in hexadecimal digits; Apple documents rgb(0, 122, 255) only");
        else if (!(RgbColor().Match(color) is { Success: true } rgb && rgb.Groups.Cast<Group>().Skip(1).All(part => int.Parse(part.ValueSpan) <= byte.MaxValue)))
            keys.Error(key, $"is no colour of the form rgb(0, 122, 255)");
    }

    public static void CheckDate(KeyReader keys, string key)
    {
        if (keys.Optional(key) is { } date && !IsDate(date))
            keys.Error(key, "is no date with time and zone, as 2026-01-31T18:00+01:00");
    }

    /// <summary>A W3C date, complete with hours and minutes, seconds if wanted, and its zone.</summary>
    public static bool IsDate(string text) =>
        W3CDate().IsMatch(text) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"^rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)\z")]
    private static partial Regex RgbColor();

    [GeneratedRegex(@"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z")]
    private static partial Regex HexColor();

    [GeneratedRegex(@"^[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9](:[0-9][0-9](\.[0-9]{1,7})?)?(Z|[+-][0-9][0-9]:?[0-9][0-9])\z")]
    private static partial Regex W3CDate();
}
