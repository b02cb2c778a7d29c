using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>The keys of <c>website.json</c> (Apple, "Configuring Safari Push Notifications"). All are required.</summary>
internal static class WebsiteJsonRules
{
    public const string FileName = "website.json";
    private const string Prefix = "web.";
    private const int ShortestToken = 16;

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (JsonDescription.Read(contents, FileName, findings) is not { } website) return;
        var keys = new KeyReader(FileName, "", website, findings);
        keys.Required("websiteName");
        CheckIdentifier(keys, signer);
        CheckDomains(keys);
        if (keys.Required("urlFormatString") is { } format && !IsWeb(format.Replace("%@", "x", StringComparison.Ordinal), out _))
            keys.Error("urlFormatString", "is not a URL with http or https");
        if (keys.Required("authenticationToken") is { Length: < ShortestToken })
            keys.Error("authenticationToken", $"has fewer than {ShortestToken} characters");
        if (keys.Required("webServiceURL") is { } service) CheckService(keys, service);
    }

    private static void CheckIdentifier(KeyReader keys, SignerIdentity? signer)
    {
        if (keys.Required("websitePushID") is not { } id) return;
        if (!id.StartsWith(Prefix, StringComparison.Ordinal)) keys.Error("websitePushID", $"does not begin with {Prefix}");
        if (signer is not null && signer.Identifier != id)
            keys.Error("websitePushID", $"is {id}, but the certificate is for {signer.Identifier ?? "no identifier"}");
    }

    private static void CheckDomains(KeyReader keys)
    {
        const string key = "allowedDomains";
        if (keys.Value(key) is not { } domains)
        {
            keys.Error(key, "is missing");
            return;
        }
        if (domains.ValueKind != JsonValueKind.Array || domains.GetArrayLength() == 0)
        {
            keys.Error(key, "is not a list of one or more websites");
            return;
        }
        var index = 0;
        foreach (var domain in domains.EnumerateArray())
        {
            if (domain.ValueKind != JsonValueKind.String || !IsOrigin(domain.GetString()!))
                keys.Error($"{key}[{index}]", "is not a website's scheme and host, as https://www.example.com, and nothing after it");
            index++;
        }
    }

    private static void CheckService(KeyReader keys, string service)
    {
        const string key = "webServiceURL";
        if (!IsWeb(service, out var url) || url.Scheme != Uri.UriSchemeHttps) keys.Error(key, "is not a URL with https");
        else if (service.EndsWith('/')) keys.Error(key, "ends with /: Safari puts its paths after it");
        else if (url.Query.Length + url.Fragment.Length > 0) keys.Error(key, "has a query or fragment: Safari puts its paths after it");
    }

    private static bool IsOrigin(string text) =>
        IsWeb(text, out var url) && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsWeb(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0;
}
