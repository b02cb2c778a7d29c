using System.Text;
using Push.Apns;

namespace Push.Grains.Campaigns;

/// <summary>
/// Says in what two specs differ, for whoever created a campaign under an id that another has: a field's name, and both
/// values cut to where they differ.
/// </summary>
internal static class SpecDifference
{
    private const int MaxShown = 48;
    private const int ShownBefore = 16;

    // Whatever a spec gains is to be added here; what isn't would be told as "something else".
    private static readonly (string Name, Func<CampaignSpec, string> Value)[] Fields =
    [
        ("app", spec => spec.App),
        ("list", spec => spec.List ?? ""),
        ("filter", spec => $"{spec.Filter}"),
        ("policy", spec => $"{spec.Policy}"),
        ("payload", spec => Encoding.UTF8.GetString(spec.Content.Payload.Span)),
        ("template", spec => spec.Content.Template is null ? "" : "filled for each device"),
        ("variants", spec => spec.Content.Template is { } template ? VariantsOf(template) : ""),
        ("topic", spec => spec.Content.Topic ?? ""),
        ("push type", spec => $"{spec.Content.PushType}"),
        ("priority", spec => $"{spec.Content.Priority}"),
        ("expiration", spec => $"{spec.Content.Expiration}"),
        ("collapse id", spec => spec.Content.CollapseId ?? ""),
        ("allowance of unknown keys", spec => spec.Content.AllowUnknown ? "given" : ""),
    ];

    /// <summary>One sentence part per field that differs; empty when the specs are equal.</summary>
    /// <param name="stored">The spec that the campaign has.</param>
    /// <param name="given">The other one.</param>
    public static IReadOnlyList<string> Find(CampaignSpec stored, CampaignSpec given)
    {
        if (stored == given) return [];
        List<string> differences =
        [
            .. from field in Fields
               let values = (Stored: field.Value(stored), Given: field.Value(given))
               where values.Stored != values.Given
               let at = FirstDifference(values.Stored, values.Given)
               select $"its {field.Name} is {Show(values.Stored, at)}, not {Show(values.Given, at)}",
        ];
        return differences.Count > 0 ? differences : ["it differs in something else"];
    }

    private static string VariantsOf(PayloadTemplate template) => string.Join(' ', template.Variants
        .OrderBy(variant => variant.Key, StringComparer.Ordinal)
        .Select(variant => $"{variant.Key}={Encoding.UTF8.GetString(variant.Value.Span)}"));

    private static int FirstDifference(string left, string right) => left.AsSpan().CommonPrefixLength(right);

    private static string Show(string value, int differsAt)
    {
        if (value.Length == 0) return "none";
        if (value.Length <= MaxShown) return $"'{value}'";
        var start = Math.Clamp(differsAt - ShownBefore, 0, value.Length - MaxShown);
        var end = start + MaxShown;
        return $"'{(start > 0 ? "…" : "")}{value[start..end]}{(end < value.Length ? "…" : "")}'";
    }
}
