using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Users;
using Push.Silo.Http.Devices;
using Push.Silo.Http.Sending;

namespace Push.Silo.Http.Users;

/// <summary>Users of an app. A user id stands in the body, as a token does: it may be a name or an address.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/apps/{app}/users");
        users.MapPost("devices", GetDevicesAsync);
        users.MapPost("send", SendAsync);
    }

    private static async Task<Ok<DeviceReply[]>> GetDevicesAsync(string app, UserRequest request, IGrainFactory grains)
    {
        var user = Named(request.User);
        var devices = await User(grains, app, user).GetDevices(user);
        return TypedResults.Ok(devices.Select(DeviceReply.Of).ToArray());
    }

    private static async Task<Ok<UserDeviceReply[]>> SendAsync(
        string app, UserSendRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var user = Named(request.User);
        var receipts = await User(grains, app, user)
            .Send(new UserSend(user, request.ToContent(), request.Id), cancellationToken);
        return TypedResults.Ok(receipts.Select(UserDeviceReply.Of).ToArray());
    }

    private static string Named(string? user) => user ?? throw BodyProblems.Missing("user", typeof(string));

    private static IUserGrain User(IGrainFactory grains, string app, string user) =>
        grains.GetGrain<IUserGrain>(UserKey.Of(app, user));
}

/// <summary>Names a user.</summary>
/// <param name="User">The user's id.</param>
internal sealed record UserRequest(string? User);

/// <summary>One notification to each device of a user.</summary>
internal sealed record UserSendRequest : NotificationBody
{
    public string? User { get; init; }

    /// <summary>Each device's <c>apns-id</c> is computed from it; left out: one is made.</summary>
    public Guid? Id { get; init; }
}

/// <summary>What became of the notification to one device.</summary>
internal sealed record UserDeviceReply(string Token, SendReply Receipt)
{
    public static UserDeviceReply Of(UserReceipt receipt) => new(receipt.Token.ToHex(), SendReply.Of(receipt.Receipt));
}
