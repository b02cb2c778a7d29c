using System.Text;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages;

/// <summary>Small packages that break no rule.</summary>
internal static class TestPackages
{
    public const string PassJson = """
        {"formatVersion":1,"passTypeIdentifier":"pass.com.example.coffee","serialNumber":"1","teamIdentifier":"TEAM123456",
        "organizationName":"Example","description":"A card for coffee","storeCard":{}}
        """;

    public const string WebsiteJson = """{"websiteName":"Bay Airlines","websitePushID":"web.com.example.domain","allowedDomains":["http://domain.example.com"],"urlFormatString":"http://domain.example.com/%@/?flight=%@","authenticationToken":"19f8d7a6e9fb8a7f6d9330dabe","webServiceURL":"https://example.com/push"}""";

    public static IReadOnlyList<PackageFile> PassFiles { get; } =
    [
        Text("pass.json", PassJson),
        Png("icon.png", 38),
        Png("icon@2x.png", 76),
        Png("icon@3x.png", 114),
        Text("en.lproj/pass.strings", "\"name\" = \"Coffee\";"),
    ];

    public static IReadOnlyList<PackageFile> WebsiteFiles { get; } =
    [
        Text("website.json", WebsiteJson),
        .. new[] { 16, 32, 128 }.SelectMany(points => new[]
        {
            Png($"icon.iconset/icon_{points}x{points}.png", points),
            Png($"icon.iconset/icon_{points}x{points}@2x.png", 2 * points),
        }),
    ];

    public static PackageFile Text(string name, string text) => PackageFile.FromBytes(name, Encoding.UTF8.GetBytes(text));

    public static PackageFile Png(string name, int size) => Png(name, size, size);

    public static PackageFile Png(string name, int width, int height) => PackageFile.FromBytes(name, TestPng.Encode(width, height));
}
