using System.Text.Json;

namespace Push.Apns;

/// <summary>The value of <c>sound</c>: a name, or a dictionary for a critical sound.</summary>
internal static class SoundContents
{
    public static void Check(PayloadFindings findings, string path, JsonElement sound)
    {
        if (sound.ValueKind == JsonValueKind.String) return;
        if (sound.ValueKind != JsonValueKind.Object)
        {
            findings.Add(path, "must be a string, or a dictionary for a critical sound");
            return;
        }

        var members = findings.Members(sound, path);
        foreach (var (name, value) in members)
        {
            var inside = PayloadFindings.Join(path, name);
            switch (name)
            {
                case "critical":
                    ValueRules.Flag(findings, inside, value);
                    break;
                case "name":
                    ValueRules.Text(findings, inside, value);
                    break;
                case "volume":
                    ValueRules.Fraction(findings, inside, value);
                    break;
                default:
                    findings.AddUnknown(inside);
                    break;
            }
        }

        if (!members.ContainsKey("name")) findings.Add(PayloadFindings.Join(path, "name"), "must be there");
    }
}
