using System.Globalization;
using System.Text.Json;

namespace Push.Cli.Output;

/// <summary>Values of enumerations as results say them.</summary>
internal static class Words
{
    /// <summary>A number with its noun: <c>1 device</c>, <c>2,000 devices</c>.</summary>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>The name in camel case: <c>notSent</c>.</summary>
    public static string ToWord<T>(this T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}
