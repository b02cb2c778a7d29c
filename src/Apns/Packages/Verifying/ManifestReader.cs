using System.Security.Cryptography;
using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>A manifest as it was read: which hash it uses, and the hash of each file.</summary>
internal sealed record PackageManifest(HashAlgorithmName Algorithm, IReadOnlyDictionary<string, byte[]> Hashes);

/// <summary>Reads <c>manifest.json</c> in either form.</summary>
internal static class ManifestReader
{
    private const string File = PackageNames.Manifest;

    /// <summary>Null, and a finding, if it can't be read.</summary>
    public static PackageManifest? Read(ReadOnlyMemory<byte> bytes, Findings findings) =>
        StrictJson.Parse(File, bytes, findings) is { } root ? Read(root, findings) : null;

    private static PackageManifest Read(JsonElement root, Findings findings)
    {
        var typed = root.EnumerateObject().Any() && root.EnumerateObject().First().Value.ValueKind == JsonValueKind.Object;
        var length = typed ? SHA512.HashSizeInBytes : SHA1.HashSizeInBytes;
        var hashes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in root.EnumerateObject())
        {
            var hash = typed ? ReadTyped(entry.Value) : ReadText(entry.Value);
            if (hash?.Length == length) hashes.Add(entry.Name, hash);
            else
                findings.Error(File, NameRules.Printable(entry.Name),
                    typed ? "is not {\"hashType\":\"sha512\",\"hashValue\":…}" : "is not a SHA-1 in hexadecimal digits");
        }
        return new PackageManifest(typed ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA1, hashes);
    }

    private static byte[]? ReadTyped(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(ManifestWriter.HashType, out var type) && type.ValueKind == JsonValueKind.String
        && type.ValueEquals(ManifestWriter.Sha512)
        && value.TryGetProperty(ManifestWriter.HashValue, out var hash)
            ? ReadText(hash)
            : null;

    private static byte[]? ReadText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text) return null;
        var bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == bytes.Length ? bytes : null;
    }
}
