using System.Text.Json.Nodes;
using Push.Apns.Packages;

namespace Push.Apns.Tests.Packages.Rules;

public sealed class WebsiteRulesTests
{
    [Fact]
    public async Task Validate_Complete_FindsNothing() => Assert.Empty(await ValidateAsync(TestPackages.WebsiteJson));

    [Theory]
    [InlineData("websiteName", null, "websiteName: is missing")]
    [InlineData("websitePushID", "\"com.example\"", "websitePushID: does not begin with web.")]
    [InlineData("allowedDomains", null, "allowedDomains: is missing")]
    [InlineData("allowedDomains", "[]", "allowedDomains: is not a list of one or more websites")]
    [InlineData("allowedDomains", "\"https://example.com\"", "allowedDomains: is not a list of one or more websites")]
    [InlineData("allowedDomains", "[\"https://example.com\",\"example.com\"]", "allowedDomains[1]: is not a website's scheme and host")]
    [InlineData("allowedDomains", "[\"https://example.com/\"]", "allowedDomains[0]: is not a website's scheme and host")]
    [InlineData("allowedDomains", "[7]", "allowedDomains[0]: is not a website's scheme and host")]
    [InlineData("urlFormatString", "\"ftp://example.com/%@\"", "urlFormatString: is not a URL with http or https")]
    [InlineData("authenticationToken", "\"short\"", "authenticationToken: has fewer than 16 characters")]
    [InlineData("webServiceURL", "\"http://example.com/push\"", "webServiceURL: is not a URL with https")]
    [InlineData("webServiceURL", "\"https://example.com/push/\"", "webServiceURL: ends with /")]
    [InlineData("webServiceURL", "\"https://example.com/push?a=b\"", "webServiceURL: has a query or fragment")]
    public async Task Validate_BrokenRule_IsAnError(string key, string? value, string expected)
    {
        var website = JsonNode.Parse(TestPackages.WebsiteJson)!.AsObject();
        website.Remove(key);
        if (value is not null) website[key] = JsonNode.Parse(value);
        var finding = Assert.Single(await ValidateAsync(website.ToJsonString()));
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.Contains(expected, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "website.json: is no JSON")]
    [InlineData("[]", "website.json: is not a JSON object")]
    [InlineData("""{"a":1,"a":2}""", "website.json: is no JSON")]
    public async Task Validate_NoJson_SaysSo(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Single(await ValidateAsync(json)).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Validate_Icons_AreAllThereInTheirSizes()
    {
        var files = TestPackages.WebsiteFiles.Where(file => !file.Name.Contains("16x16", StringComparison.Ordinal))
            .Append(TestPackages.Png("icon.iconset/icon_16x16.png", 17)).Append(TestPackages.Png("icon.iconset/icon_512x512.png", 512));
        var findings = await new WebsitePushPackage(files).ValidateAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
        [
            "Error icon.iconset/icon_16x16.png: has 17×17 pixels; Safari asks for 16×16",
            "Error icon.iconset/icon_16x16@2x.png: is missing: a PNG of 32×32 pixels",
            "Warning icon.iconset/icon_512x512.png: is none of the files that Safari knows in a website push package",
        ], findings.Select(finding => $"{finding.Severity} {finding}"));
    }

    private static Task<IReadOnlyList<PackageFinding>> ValidateAsync(string json) => new WebsitePushPackage(
        [.. TestPackages.WebsiteFiles.Where(file => file.Name != "website.json"), TestPackages.Text("website.json", json)])
        .ValidateAsync(cancellationToken: TestContext.Current.CancellationToken);
}
