using System.Text;
using System.Text.Json;
using Push.Grains.Packages;
using Push.Grains.Wallet;
using Push.Silo.Http.DeviceServices;

namespace Push.Silo.Http.Wallet;

/// <summary>
/// Takes what somebody who adds a pass says of himself, and signs the personalization token of his device. The request
/// carries no token of the pass, so what is signed must never be good for anything else: a manifest of a pass is a JSON
/// object, and nothing that could be part of one is signed here.
/// </summary>
internal static class PersonalizationEndpoint
{
    private const int LongestToken = 1024;
    private const string SignatureType = "application/octet-stream";

    public static async Task<IResult> PersonalizeAsync(
        string passType, string serial, HttpRequest request, IGrainFactory grains, PassTypes types)
    {
        var body = await DeviceBody.ReadAsync<PersonalizationBody>(request);
        if (!IsToken(body.PersonalizationToken) || body.RequiredPersonalizationInfo?.ValueKind != JsonValueKind.Object)
            return TypedResults.BadRequest();
        if (types.Find(passType) is not { } type || PassKey.TryOf(passType, serial) is not { } key) return TypedResults.Unauthorized();
        var info = Encoding.UTF8.GetBytes(body.RequiredPersonalizationInfo.Value.GetRawText());
        if (!await grains.GetGrain<IPassGrain>(key).Personalize(info)) return TypedResults.Unauthorized();
        var signature = await new ClusterPackageSigner(grains, type.Signer)
            .SignAsync(Encoding.UTF8.GetBytes(body.PersonalizationToken!), request.HttpContext.RequestAborted);
        return TypedResults.Bytes(signature, SignatureType);
    }

    private static bool IsToken(string? token) => token is { Length: > 0 and <= LongestToken }
        && token.All(character => character is > ' ' and <= '~' and not ('{' or '}' or '"'));

    private sealed record PersonalizationBody(string? PersonalizationToken, JsonElement? RequiredPersonalizationInfo);
}
