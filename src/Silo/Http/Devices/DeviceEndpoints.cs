using Microsoft.AspNetCore.Http.HttpResults;
using Push.Apns;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Silo.Http.Devices;

/// <summary>
/// Devices of an app. A token stands in the body and never in a path, because paths end up in the logs of servers and
/// proxies.
/// </summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/apps/{app}/devices");
        devices.MapPost("", RegisterAsync);
        devices.MapPost("unregister", UnregisterAsync);
        devices.MapPost("lookup", LookUpAsync);
    }

    private static async Task<Ok<RegisterReply>> RegisterAsync(string app, RegisterRequest request, IGrainFactory grains)
    {
        var token = request.Token.ToDeviceToken();
        var result = await grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token))
            .Register(new Registration(token, request.Attributes));
        return TypedResults.Ok(new RegisterReply(result));
    }

    private static async Task<Results<NoContent, NotFound>> UnregisterAsync(string app, DeviceRequest request,
        IGrainFactory grains)
    {
        var token = request.Token.ToDeviceToken();
        return await grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token)).Unregister(token)
            ? TypedResults.NoContent()
            : throw NotRegistered(token);
    }

    private static async Task<Ok<DeviceReply>> LookUpAsync(string app, DeviceRequest request, IGrainFactory grains)
    {
        var token = request.Token.ToDeviceToken();
        var record = await grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token)).Get(token) ?? throw NotRegistered(token);
        return TypedResults.Ok(DeviceReply.Of(record));
    }

    private static PushRequestException NotRegistered(DeviceToken token) =>
        new(RequestFault.UnknownDevice, $"The device {token} is not registered.");
}
