using System.Globalization;

namespace Push.Storage.Sqlite;

/// <summary>
/// The ETag of a row: its number, which no other row ever gets, and how often it was written. A row that was deleted and
/// written again has another number, so nobody can overwrite it with an ETag of its earlier life.
/// </summary>
internal readonly record struct StateVersion(long Row, long Number)
{
    public StateVersion Next => this with { Number = Number + 1 };

    public static bool TryParse(string? etag, out StateVersion version)
    {
        version = default;
        var dot = etag?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !TryParse(etag.AsSpan(0, dot), out var row) || !TryParse(etag.AsSpan(dot + 1), out var number))
            return false;
        version = new StateVersion(row, number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Row}.{Number}");

    private static bool TryParse(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
