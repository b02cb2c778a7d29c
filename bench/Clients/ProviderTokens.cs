using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
