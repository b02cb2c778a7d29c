using System.Text.Json;

namespace Push.Apns;

/// <summary>What <c>aps</c> must and must not hold, by push type.</summary>
internal static class ApsContents
{
    private const string Aps = "aps";

    public static void Check(JsonElement aps, PayloadFindings findings)
    {
        var members = findings.Members(aps, Aps);
        foreach (var (name, value) in members)
        {
            var path = PayloadFindings.Join(Aps, name);
            if (ApsKeys.Find(name) is not { } key) findings.AddUnknown(path);
            else if (!ApsKeys.Allows(findings.Rule, key)) findings.Add(path, $"must not be there {findings.ForType}{Hint(name, findings)}");
            else key.Value(findings, path, value);
        }

        switch (findings.Rule.Name)
        {
            case "alert":
                CheckAlert(members, findings);
                break;
            case "background":
                Require(members, findings, "content-available");
                break;
            case "controls" or "widgets":
                Require(members, findings, "content-changed");
                break;
            case "liveactivity":
                CheckLiveActivity(members, findings);
                break;
        }
    }

    private static void CheckAlert(Dictionary<string, JsonElement> aps, PayloadFindings findings)
    {
        if (!aps.ContainsKey("alert") && !aps.ContainsKey("badge") && !aps.ContainsKey("sound"))
            findings.Add(Aps, $"must hold alert, badge or sound {findings.ForType}");
        // What Safari shows for a website has a form of its own.
        if (!aps.ContainsKey("url-args")) return;
        var alert = aps.GetValueOrDefault("alert");
        foreach (var name in (ReadOnlySpan<string>)["title", "body"])
        {
            if (alert.ValueKind != JsonValueKind.Object || !alert.TryGetProperty(name, out _))
                findings.Add($"aps.alert.{name}", "must be there with url-args, for Safari");
        }
    }

    private static void CheckLiveActivity(Dictionary<string, JsonElement> aps, PayloadFindings findings)
    {
        Require(aps, findings, "timestamp");
        Require(aps, findings, "event");
        if (!aps.TryGetValue("event", out var what) || what.ValueKind != JsonValueKind.String) return;
        if (!what.ValueEquals("end"u8)) Require(aps, findings, "content-state");
        if (what.ValueEquals("start"u8))
        {
            foreach (var name in (ReadOnlySpan<string>)["alert", "attributes-type", "attributes"])
                if (!aps.ContainsKey(name)) findings.Add($"aps.{name}", "must be there to start a Live Activity");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["attributes-type", "attributes", "input-push-channel", "input-push-token"])
            if (aps.ContainsKey(name)) findings.Add($"aps.{name}", "must be there only to start a Live Activity");
    }

    private static void Require(Dictionary<string, JsonElement> aps, PayloadFindings findings, string name)
    {
        if (!aps.ContainsKey(name)) findings.Add($"aps.{name}", $"must be there {findings.ForType}");
    }

    private static string Hint(string name, PayloadFindings findings) =>
        name == "sound" && findings.Rule.Name == "liveactivity" ? "; its sound stands inside alert" : "";
}
