using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Push.Simulator.Credentials;

/// <summary>The parts of a provider token (a JSON Web Token, RFC 7519) that Apple looks at.</summary>
/// <param name="KeyId">The header's <c>kid</c>, 10 characters.</param>
/// <param name="TeamId">The claim <c>iss</c>, 10 characters.</param>
/// <param name="IssuedAt">The claim <c>iat</c>, seconds since 1970.</param>
/// <param name="Signature">The decoded signature, in either of its forms.</param>
/// <param name="SignedLength">Length of the token's beginning that is signed: header, dot, claims.</param>
internal sealed record ParsedProviderToken(string KeyId, string TeamId, long IssuedAt, byte[] Signature, int SignedLength)
{
    private const int IdLength = 10;
    private const int MaxPart = 1024;

    /// <summary>Takes a token apart; null when anything about its shape is wrong.</summary>
    public static ParsedProviderToken? Parse(ReadOnlySpan<byte> token)
    {
        int headerEnd = token.IndexOf((byte)'.');
        int claimsEnd = token.LastIndexOf((byte)'.');
        if (headerEnd < 0 || claimsEnd == headerEnd)
            return null;
        byte[]? header = Decode(token[..headerEnd]);
        byte[]? claims = Decode(token[(headerEnd + 1)..claimsEnd]);
        byte[]? signature = Decode(token[(claimsEnd + 1)..]);
        if (header is null || claims is null || signature is null || !ProviderTokenSignature.HasShape(signature))
            return null;
        try
        {
            using JsonDocument headerJson = JsonDocument.Parse(header);
            using JsonDocument claimsJson = JsonDocument.Parse(claims);
            return Id(headerJson, "alg") == "ES256"
                && Id(headerJson, "kid") is { Length: IdLength } key
                && Id(claimsJson, "iss") is { Length: IdLength } team
                && Seconds(claimsJson) is { } issuedAt
                ? new ParsedProviderToken(key, team, issuedAt, signature, claimsEnd)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Id(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Seconds(JsonDocument claims)
    {
        if (claims.RootElement.ValueKind != JsonValueKind.Object || !claims.RootElement.TryGetProperty("iat", out JsonElement value))
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        return value.TryGetInt64(out long whole) ? whole : value.GetDouble() is > 0 and < 1e12 and var parts ? (long)parts : null;
    }

    /// <summary>Base64url without padding is the rule; Apple also takes padding, which providers in production send.</summary>
    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)'=');
        if (text.IsEmpty || text.Length > MaxPart)
            return null;
        Span<byte> digits = stackalloc byte[text.Length];
        text.CopyTo(digits);
        digits.Replace((byte)'+', (byte)'-');
        digits.Replace((byte)'/', (byte)'_');
        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(digits.Length)];
        return Base64Url.DecodeFromUtf8(digits, bytes, out _, out int written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
