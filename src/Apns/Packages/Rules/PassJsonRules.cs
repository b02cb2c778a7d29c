using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>The keys of <c>pass.json</c> (Apple, "Pass"). Keys that aren't known here are nobody's business.</summary>
internal static class PassJsonRules
{
    public const string FileName = "pass.json";

    private const string Prefix = "pass.";
    private const int ShortestToken = 16;

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (JsonDescription.Read(contents, FileName, findings) is not { } element) return;
        var pass = new KeyReader(FileName, "", element, findings);
        CheckIdentity(pass, signer);
        CheckService(pass);
        foreach (var key in new[] { "backgroundColor", "foregroundColor", "labelColor" }) PassFormats.CheckColor(pass, key);
        foreach (var key in new[] { "expirationDate", "relevantDate" }) PassFormats.CheckDate(pass, key);
        foreach (var key in new[] { "voided", "sharingProhibited", "suppressStripShine" }) pass.CheckBoolean(key);
        pass.Optional("logoText");
        PassBarcodeRules.Check(pass);
        PassPlaceRules.Check(pass);
        PassStyleRules.Check(pass);
        CheckStore(pass);
    }

    private static void CheckIdentity(KeyReader pass, SignerIdentity? signer)
    {
        if (!(pass.Value("formatVersion") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var number) && number == 1))
            pass.Error("formatVersion", "is not the number 1");
        if (pass.Required("passTypeIdentifier") is { } type)
        {
            if (!type.StartsWith(Prefix, StringComparison.Ordinal)) pass.Error("passTypeIdentifier", $"does not begin with {Prefix}");
            CheckCertified(pass, "passTypeIdentifier", type, signer, signer?.Identifier);
        }
        if (pass.Required("teamIdentifier") is { } team) CheckCertified(pass, "teamIdentifier", team, signer, signer?.TeamId);
        pass.Required("serialNumber");
        pass.Required("organizationName");
        pass.Required("description");
    }

    private static void CheckCertified(KeyReader pass, string key, string value, SignerIdentity? signer, string? certified)
    {
        if (signer is not null && value != certified)
            pass.Error(key, $"is {value}, but the certificate is for {certified ?? "none"}");
    }

    private static void CheckService(KeyReader pass)
    {
        const string urlKey = "webServiceURL";
        const string tokenKey = "authenticationToken";
        if (pass.Has(urlKey) && !pass.Has(tokenKey)) pass.Error(tokenKey, $"is missing: it goes together with {urlKey}");
        if (pass.Has(tokenKey) && !pass.Has(urlKey)) pass.Error(urlKey, $"is missing: it goes together with {tokenKey}");
        if (pass.Optional(urlKey) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
            pass.Error(urlKey, "is not a URL with https");
        if (pass.Optional(tokenKey) is { Length: < ShortestToken })
            pass.Error(tokenKey, $"has fewer than {ShortestToken} characters");
    }

    private static void CheckStore(KeyReader pass)
    {
        if (pass.Value("associatedStoreIdentifiers") is not { } apps) return;
        if (apps.ValueKind != JsonValueKind.Array || apps.EnumerateArray().Any(app => app.ValueKind != JsonValueKind.Number))
            pass.Error("associatedStoreIdentifiers", "is not a list of numbers");
    }
}
