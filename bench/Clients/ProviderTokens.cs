using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Push.Bench.Processes;

namespace Push.Bench.Clients;

/// <summary>One provider token for all clients of a run: they send the same bytes.</summary>
static class ProviderTokens
{
    public const string KeyId = "BENCHKEY01";
    public const string TeamId = "BENCHTEAM1";

    public static string Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var header = Encode(Encoding.ASCII.GetBytes($$"""{"alg":"ES256","kid":"{{KeyId}}"}"""));
        var claims = Encode(Encoding.ASCII.GetBytes($$"""{"iss":"{{TeamId}}","iat":{{issued}}}"""));
        var signed = $"{header}.{claims}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Writes a key for silos, which sign their tokens themselves.</summary>
    /// <returns>The path of its PEM file.</returns>
    public static async Task<string> KeyFileAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        var file = folder.PathOf("provider-key.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return file;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
