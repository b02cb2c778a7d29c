using System.Text.Json.Nodes;
using CsCheck;
using Push.Apns.Packages;

namespace Push.Apns.Tests.Packages.Rules;

public sealed class PassRulesTests
{
    private const string Full = """
        {
          "formatVersion": 1, "passTypeIdentifier": "pass.com.example.coffee", "serialNumber": "E5982H-I2", "teamIdentifier": "TEAM123456",
          "webServiceURL": "https://example.com/passes/", "authenticationToken": "vxwxd7J8AlNNFPS8k0a0FfUFtq0ewzFdc",
          "organizationName": "Example", "description": "A flight", "logoText": "Sky", "groupingIdentifier": "trip",
          "backgroundColor": "rgb(22, 55, 110)", "foregroundColor": "rgb(50,91,185)", "labelColor": "rgb(255, 255, 255)",
          "relevantDate": "2026-07-22T14:25-08:00", "expirationDate": "2026-07-23T14:25:30.5Z", "voided": false,
          "barcodes": [{"format": "PKBarcodeFormatPDF417", "message": "SFOJFK", "messageEncoding": "iso-8859-1", "altText": "SFO"}],
          "locations": [{"latitude": 37.6189722, "longitude": -122.3748889, "altitude": 3, "relevantText": "Gate"}],
          "beacons": [{"proximityUUID": "e2c56db5-dffb-48d2-b060-d0f5a71096e0", "major": 1, "minor": 65535}],
          "maxDistance": 100, "associatedStoreIdentifiers": [123], "userInfo": {"any": ["thing"]}, "unknownKey": [1, {"a": null}],
          "nfc": {"message": "0123456789", "encryptionPublicKey": "MDkwEwYHKoZIzj0=", "requiresAuthentication": true},
          "boardingPass": {
            "transitType": "PKTransitTypeAir",
            "headerFields": [{"key": "gate", "label": "GATE", "value": "23", "changeMessage": "Gate changed to %@."}],
            "primaryFields": [{"key": "depart", "value": "SFO"}, {"key": "arrive", "value": "JFK"}],
            "secondaryFields": [{"key": "price", "value": 12.5, "currencyCode": "EUR", "textAlignment": "PKTextAlignmentRight"}],
            "auxiliaryFields": [{"key": "when", "value": "2026-07-22T14:25-08:00", "dateStyle": "PKDateStyleShort", "isRelative": true}],
            "backFields": [{"key": "count", "value": 3, "numberStyle": "PKNumberStyleSpellOut"}]
          }
        }
        """;

    [Fact]
    public async Task Validate_EveryKey_FindsNothing() => Assert.Empty(await ValidateAsync(Full));

    [Theory]
    [InlineData("formatVersion", "2", "formatVersion: is not the number 1")]
    [InlineData("formatVersion", "\"1\"", "formatVersion: is not the number 1")]
    [InlineData("passTypeIdentifier", "\"com.example\"", "passTypeIdentifier: does not begin with pass.")]
    [InlineData("serialNumber", "7", "serialNumber: is not a text")]
    [InlineData("serialNumber", "\"\"", "serialNumber: is empty")]
    [InlineData("teamIdentifier", null, "teamIdentifier: is missing")]
    [InlineData("organizationName", null, "organizationName: is missing")]
    [InlineData("description", null, "description: is missing")]
    [InlineData("boardingPass", null, "style: is missing")]
    [InlineData("coupon", "{}", "coupon: is a second style beside boardingPass")]
    [InlineData("boardingPass.transitType", null, "boardingPass.transitType: is missing")]
    [InlineData("boardingPass.transitType", "\"Air\"", "boardingPass.transitType: is none of PKTransitTypeAir")]
    [InlineData("webServiceURL", "\"http://example.com\"", "webServiceURL: is not a URL with https")]
    [InlineData("webServiceURL", null, "webServiceURL: is missing: it goes together with authenticationToken")]
    [InlineData("authenticationToken", null, "authenticationToken: is missing: it goes together with webServiceURL")]
    [InlineData("authenticationToken", "\"short\"", "authenticationToken: has fewer than 16 characters")]
    [InlineData("backgroundColor", "\"blue\"", "backgroundColor: is no colour")]
    [InlineData("labelColor", "\"rgb(0, 0, 256)\"", "labelColor: is no colour")]
    [InlineData("relevantDate", "\"2026-07-22\"", "relevantDate: is no date")]
    [InlineData("expirationDate", "\"2026-13-22T14:25Z\"", "expirationDate: is no date")]
    [InlineData("barcodes", "{}", "barcodes: is not a list")]
    [InlineData("barcodes", "[{\"format\":\"QR\",\"message\":\"m\"}]", "barcodes[0].format: is none of", "barcodes[0].messageEncoding: is missing")]
    [InlineData("locations", "[{\"latitude\":91}]", "locations[0].latitude: is not a number from -90 to 90", "locations[0].longitude: is missing")]
    [InlineData("beacons", "[{\"proximityUUID\":\"x\",\"major\":65536}]", "beacons[0].proximityUUID: is no UUID", "beacons[0].major")]
    [InlineData("nfc.message", "\"01234567890123456789012345678901234567890123456789012345678901234\"", "nfc.message: has more than 64 bytes")]
    [InlineData("voided", "\"no\"", "voided: is not true or false")]
    [InlineData("boardingPass.primaryFields", "[{\"value\":1},{\"key\":\"a\"},7]", "primaryFields[0].key: is missing", "primaryFields[1].value: is missing", "primaryFields[2]: is not an object")]
    [InlineData("boardingPass.primaryFields", "[{\"key\":\"gate\",\"value\":1}]", "primaryFields[0].key: is gate like another field's")]
    [InlineData("boardingPass.backFields", "[{\"key\":\"a\",\"value\":1,\"numberStyle\":\"PKNumberStylePercent\",\"currencyCode\":\"EUR\"}]", "currencyCode: can't be given together with numberStyle")]
    [InlineData("boardingPass.backFields", "[{\"key\":\"a\",\"value\":\"x\",\"currencyCode\":\"Euro\"}]", "currencyCode: is no currency", "value: is not a number")]
    public async Task Validate_BrokenRule_IsAnError(string path, string? json, params string[] expected)
    {
        var findings = await ValidateAsync(With(path, json));
        Assert.All(expected, text => Assert.Contains(findings, finding => finding.Severity == FindingSeverity.Error
            && finding.ToString().Contains(text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("backgroundColor", "\"#16376e\"", "backgroundColor: is in hexadecimal digits")]
    [InlineData("boardingPass.headerFields", "[{\"key\":\"gate\",\"value\":1,\"changeMessage\":\"New gate\"}]", "changeMessage: does not say the new value")]
    public async Task Validate_Doubtful_IsAWarning(string path, string json, string expected)
    {
        var finding = Assert.Single(await ValidateAsync(With(path, json)));
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains(expected, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_ElevenLocations_AreTooMany()
    {
        var places = string.Join(',', Enumerable.Repeat("""{"latitude":1,"longitude":2}""", 11));
        Assert.Contains("locations: has 11 places; 10 are the limit", Assert.Single(await ValidateAsync(With("locations", $"[{places}]"))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Signer_HasToAgree()
    {
        using var sample = new SignedSample();
        using var signer = sample.Signer(new Testing.TestSigningCertificate { Identifier = "pass.com.example.tea", Team = "OTHER12345" }, intermediate: false);
        var findings = await new WalletPass(TestPackages.PassFiles).ValidateAsync(signer.Identity, TestContext.Current.CancellationToken);
        Assert.Equal(
        [
            "pass.json: passTypeIdentifier: is pass.com.example.coffee, but the certificate is for pass.com.example.tea",
            "pass.json: teamIdentifier: is TEAM123456, but the certificate is for OTHER12345",
            "signature: Apple's intermediate, which issued the certificate Pass Type ID: pass.com.example.tea, has to go along, and is missing",
        ], findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task Validate_WebsitesCertificate_SignsNoPasses()
    {
        using var sample = new SignedSample();
        using var signer = sample.Signer(Testing.TestSigningCertificate.Website);
        var findings = await new WalletPass(TestPackages.PassFiles).ValidateAsync(signer.Identity, TestContext.Current.CancellationToken);
        Assert.Contains(findings, finding => finding.Message.Contains("is not for passes", StringComparison.Ordinal));
    }

    [Fact]
    public Task Validate_AnyValues_FindsAndNeverThrows()
    {
        var keys = Paths(JsonNode.Parse(Full)!.AsObject(), "").ToArray();
        string[] values = ["null", "true", "-1", "1e400", "99999999999999999999", "\"\"", "\"x\"", "[]", "[[]]", "[{}]", "{}", "[1,\"a\"]", "\"٣\"", "\"rgb(٣,1,1)\""];
        return Gen.Select(Gen.Int[0, keys.Length - 1], Gen.Int[0, values.Length - 1]).Array[1, 3].SampleAsync(async changes =>
        {
            var pass = JsonNode.Parse(Full)!.AsObject();
            foreach (var (key, value) in changes) Set(pass, keys[key], values[value]);
            await ValidateAsync(pass.ToJsonString());
        }, iter: 2000);
    }

    private static IEnumerable<string> Paths(JsonObject node, string prefix) => node.SelectMany(property =>
        property.Value is JsonObject child ? Paths(child, $"{prefix}{property.Key}.").Append(prefix + property.Key) : [prefix + property.Key]);

    private static string With(string path, string? json)
    {
        var pass = JsonNode.Parse(Full)!.AsObject();
        Set(pass, path, json);
        return pass.ToJsonString();
    }

    private static void Set(JsonObject pass, string path, string? json)
    {
        var parts = path.Split('.');
        JsonNode? parent = pass;
        foreach (var part in parts[..^1]) parent = (parent as JsonObject)?[part];
        if (parent is not JsonObject target) return;
        target.Remove(parts[^1]);
        if (json is not null) target[parts[^1]] = JsonNode.Parse(json);
    }

    private static Task<IReadOnlyList<PackageFinding>> ValidateAsync(string json) => new WalletPass(
        [.. TestPackages.PassFiles.Where(file => file.Name != "pass.json"), TestPackages.Text("pass.json", json)])
        .ValidateAsync(cancellationToken: TestContext.Current.CancellationToken);
}
