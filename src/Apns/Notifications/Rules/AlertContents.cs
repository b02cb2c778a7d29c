using System.Collections.Frozen;
using System.Text.Json;

namespace Push.Apns;

/// <summary>The value of <c>alert</c>: a string, or a dictionary of these keys.</summary>
internal static class AlertContents
{
    private static readonly FrozenDictionary<string, ValueRule> Known = new Dictionary<string, ValueRule>
    {
        ["title"] = Text,
        ["subtitle"] = ValueRules.Text,
        ["body"] = Text,
        ["launch-image"] = ValueRules.Text,
        ["title-loc-key"] = ValueRules.Text,
        ["title-loc-args"] = ValueRules.Texts,
        ["subtitle-loc-key"] = ValueRules.Text,
        ["subtitle-loc-args"] = ValueRules.Texts,
        ["loc-key"] = ValueRules.Text,
        ["loc-args"] = ValueRules.Texts,
        ["action"] = ValueRules.Text,
        ["action-loc-key"] = ValueRules.Text,
        ["summary-arg"] = ValueRules.Text,
        ["summary-arg-count"] = ValueRules.Count,
    }.ToFrozenDictionary();

    private const string Arguments = "loc-args";

    public static void Check(PayloadFindings findings, string path, JsonElement alert)
    {
        if (alert.ValueKind == JsonValueKind.String) return;
        if (alert.ValueKind != JsonValueKind.Object)
        {
            findings.Add(path, "must be a string or a dictionary");
            return;
        }

        var members = findings.Members(alert, path);
        foreach (var (name, value) in members)
        {
            var inside = PayloadFindings.Join(path, name);
            if (Known.TryGetValue(name, out var rule)) rule(findings, inside, value);
            else if (name == "sound" && IsLiveActivity(findings)) ValueRules.Text(findings, inside, value);
            else findings.AddUnknown(inside);
            CheckKeyOf(name, members, findings, path);
        }
    }

    // Arguments say nothing without the text that they are put into.
    private static void CheckKeyOf(string name, Dictionary<string, JsonElement> members, PayloadFindings findings, string path)
    {
        if (!name.EndsWith(Arguments, StringComparison.Ordinal)) return;
        var key = name[..^Arguments.Length] + "loc-key";
        if (!members.ContainsKey(key)) findings.Add(PayloadFindings.Join(path, key), $"must be there with {name}");
    }

    // A Live Activity's texts may be looked up by the device.
    private static void Text(PayloadFindings findings, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !IsLiveActivity(findings))
        {
            ValueRules.Text(findings, path, value);
            return;
        }

        var members = findings.Members(value, path);
        if (!members.ContainsKey("loc-key")) findings.Add(PayloadFindings.Join(path, "loc-key"), "must be there, or the text itself");
        foreach (var (name, inside) in members)
        {
            var place = PayloadFindings.Join(path, name);
            if (name == "loc-key") ValueRules.Text(findings, place, inside);
            else if (name == Arguments) ValueRules.Texts(findings, place, inside);
            else findings.AddUnknown(place);
        }
    }

    private static bool IsLiveActivity(PayloadFindings findings) => findings.Rule.Name == "liveactivity";
}
