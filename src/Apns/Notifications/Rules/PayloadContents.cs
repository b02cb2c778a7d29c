using System.Text.Json;

namespace Push.Apns;

/// <summary>What a payload must and must not hold, by its push type.</summary>
internal static class PayloadContents
{
    private const string Aps = "aps";

    public static void Check(JsonElement payload, PayloadFindings findings)
    {
        var members = findings.Members(payload, null);
        if (findings.Rule.IsWallet)
        {
            if (members.Count > 0) findings.Add(null, "must be {} for the update of a Wallet pass");
            return;
        }

        switch (findings.Rule.Name)
        {
            case "mdm":
                CheckWithoutAps(members, findings);
                Require(members, findings, "mdm", ValueRules.Text);
                break;
            case "fileprovider":
                CheckWithoutAps(members, findings);
                Require(members, findings, "container-identifier", ValueRules.Text);
                if (members.TryGetValue("domain", out var domain)) ValueRules.Text(findings, "domain", domain);
                break;
            default:
                CheckAps(members, findings);
                break;
        }
    }

    /// <summary>The value must be there, and be right.</summary>
    public static void Require(
        Dictionary<string, JsonElement> members, PayloadFindings findings, string name, ValueRule rule)
    {
        if (members.TryGetValue(name, out var value)) rule(findings, name, value);
        else findings.Add(name, $"must be there {findings.ForType}");
    }

    private static void CheckWithoutAps(Dictionary<string, JsonElement> members, PayloadFindings findings)
    {
        if (members.ContainsKey(Aps)) findings.Add(Aps, $"must not be there {findings.ForType}");
    }

    private static void CheckAps(Dictionary<string, JsonElement> members, PayloadFindings findings)
    {
        if (!members.TryGetValue(Aps, out var aps))
        {
            if (ApsKeys.IsNeeded(findings.Rule)) findings.Add(Aps, $"must be there {findings.ForType}");
        }
        else if (aps.ValueKind != JsonValueKind.Object) findings.Add(Aps, "must be a dictionary");
        else ApsContents.Check(aps, findings);
    }
}
