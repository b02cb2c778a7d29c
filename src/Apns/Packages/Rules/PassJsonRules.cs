using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>The keys of <c>pass.json</c> (Apple, "Pass").</summary>
internal static class PassJsonRules
{
    public const string FileName = "pass.json";
    private static readonly string[] Styles = ["boardingPass", "coupon", "eventTicket", "generic", "storeCard"];

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (JsonDescription.Read(contents, FileName, findings) is not { } pass) return;
        var keys = new KeyReader(FileName, "", pass, findings);
        if (!(keys.Value("formatVersion") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var number) && number == 1))
            keys.Error("formatVersion", "is not 1");
        CheckIdentity(keys, "passTypeIdentifier", signer, signer?.Identifier);
        CheckIdentity(keys, "teamIdentifier", signer, signer?.TeamId);
        keys.Required("serialNumber");
        keys.Required("organizationName");
        keys.Required("description");
        if (Styles.Count(style => keys.Value(style) is not null) != 1)
            findings.Error(FileName, null, $"needs exactly one style: {string.Join(", ", Styles)}");
    }

    private static void CheckIdentity(KeyReader keys, string key, SignerIdentity? signer, string? certified)
    {
        if (keys.Required(key) is { } value && signer is not null && value != certified)
            keys.Error(key, $"is {value}, but the certificate is for {certified ?? "none"}");
    }
}
