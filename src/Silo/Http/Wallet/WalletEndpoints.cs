using Push.Apns;
using Push.Grains.DeviceLogs;
using Push.Grains.Wallet;
using Push.Silo.Http.DeviceServices;

namespace Push.Silo.Http.Wallet;

/// <summary>
/// The PassKit web service (Apple, "Adding a web service to update passes"): what Wallet calls on behalf of a pass. A pass
/// that isn't there is answered like one with another token.
/// </summary>
internal static class WalletEndpoints
{
    private const string Scheme = "ApplePass";

    public static void MapWallet(this IEndpointRouteBuilder routes)
    {
        var types = routes.ServiceProvider.GetRequiredService<PassTypes>();
        foreach (var webService in types.All.Select(type => type.WebServiceUrl).DistinctBy(url => url.AbsolutePath))
        {
            var service = routes.MapPublic(webService).MapGroup("/v1");
            service.MapPost("/devices/{device}/registrations/{passType}/{serial}", RegisterAsync);
            service.MapDelete("/devices/{device}/registrations/{passType}/{serial}", UnregisterAsync);
            service.MapGet("/devices/{device}/registrations/{passType}", ListUpdatedAsync);
            service.MapGet("/passes/{passType}/{serial}", DownloadAsync);
            service.MapPost("/passes/{passType}/{serial}/personalize", PersonalizationEndpoint.PersonalizeAsync);
            service.MapPost("/log", (HttpRequest request, IGrainFactory grains) =>
                LogEndpoint.AddAsync(request, grains, IDeviceLogGrain.Wallet));
        }
    }

    private static async Task<IResult> RegisterAsync(
        string device, string passType, string serial, HttpRequest request, IGrainFactory grains, PassTypes types)
    {
        var body = await DeviceBody.ReadAsync<RegistrationBody>(request);
        if (!DeviceToken.TryParse(body.PushToken, out var pushToken, out _)) return TypedResults.BadRequest();
        if (Device(grains, types, passType, device) is not { } grain || PassKey.TryOf(passType, serial) is null)
            return TypedResults.Unauthorized();
        var token = AuthorizationHeader.Token(request, Scheme);
        return await grain.Register(new PassRegistration(serial, token, pushToken)) switch
        {
            PassRegistrationResult.Created => TypedResults.StatusCode(StatusCodes.Status201Created),
            PassRegistrationResult.Known => TypedResults.Ok(),
            PassRegistrationResult.Full => TypedResults.StatusCode(StatusCodes.Status429TooManyRequests),
            _ => TypedResults.Unauthorized(),
        };
    }

    private static async Task<IResult> UnregisterAsync(
        string device, string passType, string serial, HttpRequest request, IGrainFactory grains, PassTypes types) =>
        Device(grains, types, passType, device) is { } grain && PassKey.TryOf(passType, serial) is not null
        && await grain.Unregister(serial, AuthorizationHeader.Token(request, Scheme))
            ? TypedResults.Ok()
            : TypedResults.Unauthorized();

    // Whoever knows a device's id may ask: it is the secret.
    private static async Task<IResult> ListUpdatedAsync(
        string device, string passType, string? passesUpdatedSince, IGrainFactory grains, PassTypes types) =>
        Device(grains, types, passType, device) is { } grain && await grain.GetUpdated(passesUpdatedSince) is { } updated
            ? TypedResults.Ok(new UpdatedReply([.. updated.Serials], updated.Tag))
            : TypedResults.NoContent();

    private static async Task<IResult> DownloadAsync(
        string passType, string serial, HttpRequest request, IGrainFactory grains, PassTypes types, PassPackager packager)
    {
        if (types.Find(passType) is null || PassKey.TryOf(passType, serial) is not { } key) return TypedResults.Unauthorized();
        var token = AuthorizationHeader.Token(request, Scheme);
        var since = request.GetTypedHeaders().IfModifiedSince;
        if (await grains.GetGrain<IPassGrain>(key).Fetch(token, since) is not { } download) return TypedResults.Unauthorized();
        if (download.Content is null) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var package = await packager.SignAsync(download.Pass, download.Content, request.HttpContext.RequestAborted);
        return new PackageResult(package, download.Pass.LastModified);
    }

    private static IPassDeviceGrain? Device(IGrainFactory grains, PassTypes types, string passType, string device) =>
        types.Find(passType) is not null && PassKey.TryOfDevice(passType, device) is { } key
            ? grains.GetGrain<IPassDeviceGrain>(key)
            : null;

    private sealed record RegistrationBody(string? PushToken);

    private sealed record UpdatedReply(string[] SerialNumbers, string LastUpdated);
}
