using System.Text.Encodings.Web;
using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>Writes <c>manifest.json</c>: the hash of each file by its name.</summary>
internal static class ManifestWriter
{
    public const string HashType = "hashType";
    public const string HashValue = "hashValue";
    public const string Sha512 = "sha512";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Passes, and websites of version 1: name to SHA-1.</summary>
    public static byte[] WriteHashes(IReadOnlyList<FileInspection> files) =>
        Write(files, (writer, file) => writer.WriteString(file.Name, Convert.ToHexStringLower(file.Hash)));

    /// <summary>Websites of version 2: name to the hash's name and SHA-512.</summary>
    public static byte[] WriteTypedHashes(IReadOnlyList<FileInspection> files) => Write(files, (writer, file) =>
    {
        writer.WriteStartObject(file.Name);
        writer.WriteString(HashType, Sha512);
        writer.WriteString(HashValue, Convert.ToHexStringLower(file.Hash));
        writer.WriteEndObject();
    });

    private static byte[] Write(IReadOnlyList<FileInspection> files, Action<Utf8JsonWriter, FileInspection> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartObject();
            foreach (var file in files) write(writer, file);
            writer.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
