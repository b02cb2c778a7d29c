using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Silo.Http.Sending;

/// <summary>Single notifications.</summary>
internal static class SendEndpoints
{
    public static void MapSending(this IEndpointRouteBuilder routes) => routes.MapPost("/apps/{app}/send", SendAsync);

    private static async Task<Ok<SendReply>> SendAsync(string app, SendRequest request, IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var token = request.Token.ToDeviceToken();
        var receipt = await grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token))
            .Send(new SingleSend(token, request.ToContent(), request.Id), cancellationToken);
        return TypedResults.Ok(SendReply.Of(receipt));
    }
}
