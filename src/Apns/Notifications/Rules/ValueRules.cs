using System.Text.Json;

namespace Push.Apns;

/// <summary>Checks the value of one key and adds what is wrong with it.</summary>
internal delegate void ValueRule(PayloadFindings findings, string path, JsonElement value);

/// <summary>The forms that values of Apple's keys have.</summary>
internal static class ValueRules
{
    public static ValueRule Text { get; } = Must("must be a string", value => value.ValueKind == JsonValueKind.String);

    /// <summary>Apple's flags: a boolean is ignored by devices, and 0 is the same as none.</summary>
    public static ValueRule Flag { get; } = Must(
        "must be the number 1; leave it out instead of 0 or false",
        value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number == 1);

    public static ValueRule True { get; } = Must("must be true", value => value.ValueKind == JsonValueKind.True);

    public static ValueRule Object { get; } = Must("must be a dictionary", value => value.ValueKind == JsonValueKind.Object);

    public static ValueRule Texts { get; } = Must("must be an array of strings", IsTexts);

    public static ValueRule Count { get; } = Must(
        "must be a whole number, 0 or more",
        value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0);

    public static ValueRule Seconds { get; } = Must(
        "must be whole seconds since 1970, without quotes",
        value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and < LastSecond);

    public static ValueRule Fraction { get; } = Must(
        "must be a number from 0 to 1",
        value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1);

    // A Live Activity's score has no bounds.
    public static ValueRule Score { get; } = (findings, path, value) =>
    {
        if (findings.Rule.Name != "liveactivity") Fraction(findings, path, value);
        else if (value.ValueKind != JsonValueKind.Number) findings.Add(path, "must be a number");
    };

    // 9999-12-31T23:59:59Z. Milliseconds, which are given by mistake, lie beyond it.
    private const long LastSecond = 253_402_300_799;

    /// <summary>One of Apple's words; others only if unknown ones are allowed.</summary>
    public static ValueRule Word(params string[] words) => (findings, path, value) =>
    {
        var isText = value.ValueKind == JsonValueKind.String;
        if (isText && (findings.AllowUnknown || Array.Exists(words, word => value.ValueEquals(word)))) return;
        findings.Add(path, $"must be {string.Join(", ", words[..^1])} or {words[^1]}");
    };

    private static ValueRule Must(string broken, Func<JsonElement, bool> holds) => (findings, path, value) =>
    {
        if (!holds(value)) findings.Add(path, broken);
    };

    private static bool IsTexts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return false;
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String) return false;
        return true;
    }
}
