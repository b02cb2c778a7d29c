using System.Globalization;

namespace Push.Cli.Output;

/// <summary>Times for people: by their clock, in one form whatever the machine's language.</summary>
internal static class LocalTime
{
    public static string ToLocalText(this DateTimeOffset time) =>
        time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
