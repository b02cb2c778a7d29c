using System.Buffers.Binary;
using System.Text;
using Push.Apns.Packages;

namespace Push.Bench.Packages;

/// <summary>A pass of usual size: five images with about 100 KB together, and two translations.</summary>
static class SamplePass
{
    public const string Identifier = "pass.com.example.bench";
    public const string TeamId = "BENCH12345";

    private const string Json = $$$"""
        {"formatVersion":1,"passTypeIdentifier":"{{{Identifier}}}","serialNumber":"1","teamIdentifier":"{{{TeamId}}}",
        "organizationName":"Example","description":"A card","storeCard":{"primaryFields":[{"key":"balance","value":25}]}}
        """;

    public static WalletPass Create() => new(
    [
        PackageFile.FromBytes("pass.json", Encoding.UTF8.GetBytes(Json)),
        Image("icon.png", 38, 38, 2_000),
        Image("icon@2x.png", 76, 76, 4_000),
        Image("icon@3x.png", 114, 114, 6_000),
        Image("strip@2x.png", 750, 288, 60_000),
        Image("logo@2x.png", 320, 100, 28_000),
        PackageFile.FromBytes("en.lproj/pass.strings", "\"balance\" = \"Balance\";"u8.ToArray()),
        PackageFile.FromBytes("de.lproj/pass.strings", "\"balance\" = \"Guthaben\";"u8.ToArray()),
    ]);

    // Only the header of an image is looked at.
    private static PackageFile Image(string name, int width, int height, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        ReadOnlySpan<byte> beginning = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        beginning.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return PackageFile.FromBytes(name, bytes);
    }
}
