using System.Text.Json;

namespace Push.Cli.Output;

/// <summary>Values of enumerations as results say them.</summary>
internal static class Words
{
    /// <summary>The name in camel case: <c>notSent</c>.</summary>
    public static string ToWord<T>(this T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}
