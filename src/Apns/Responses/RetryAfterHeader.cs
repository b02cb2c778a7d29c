using System.Globalization;
using System.Text;

namespace Push.Apns;

/// <summary>
/// Reads the header <c>retry-after</c> (RFC 9110 §10.2.3): seconds, or a date in any of HTTP's three forms.
/// </summary>
public static class RetryAfterHeader
{
    private const int MaxLength = 40;

    // RFC 9110 §5.6.7: the preferred form, RFC 850 and asctime.
    private static readonly string[] Dates =
        ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>Reads a value.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The time, from which a date is counted; one that has passed means no delay.</param>
    /// <param name="delay">How long to wait, in whole seconds.</param>
    /// <returns>Whether the value was understood.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, DateTimeOffset now, out TimeSpan delay)
    {
        delay = default;
        value = value.Trim(" \t"u8);
        if (value.IsEmpty || value.Length > MaxLength || !Ascii.IsValid(value)) return false;
        if (!value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            // A number of seconds too large for any clock still means: very late.
            var seconds = int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
            delay = TimeSpan.FromSeconds(seconds);
            return true;
        }
        Span<char> text = stackalloc char[MaxLength];
        Ascii.ToUtf16(value, text, out var length);
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        if (!DateTimeOffset.TryParseExact(text[..length], Dates, CultureInfo.InvariantCulture, styles, out var date))
            return false;
        delay = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((date - now).TotalSeconds)));
        return true;
    }
}
