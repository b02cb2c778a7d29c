using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Push.Grains.DeviceLogs;
using Push.Grains.Notifications;
using Push.Grains.Wallet;
using Push.Silo.Http.DeviceServices;

namespace Push.Silo.Http.Wallet;

/// <summary>Passes for their issuer: stored, changed, handed out, removed. Never on the public port.</summary>
internal static class PassEndpoints
{
    private const int LargestBody = 2 << 20;

    public static void MapPasses(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<PassTypes>().All.Count == 0) return;
        var passes = routes.MapGroup("/passes/{passType}/{serial}");
        passes.MapPut("", StoreAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        passes.MapGet("", FindAsync);
        passes.MapDelete("", DeleteAsync);
        passes.MapGet("package", DownloadAsync);
        passes.MapGet("registrations", ListRegistrationsAsync);
        routes.MapGet("/passes/log", async (IGrainFactory grains) =>
            TypedResults.Ok(await grains.GetGrain<IDeviceLogGrain>(IDeviceLogGrain.Wallet).Get()));
    }

    private static async Task<Results<Ok<PassReply>, Created<PassReply>>> StoreAsync(
        string passType, string serial, PassRequest request, IGrainFactory grains)
    {
        var stored = await Pass(grains, passType, serial).Put(request.ToContent(), request.AuthenticationToken);
        var reply = PassReply.Of(stored.Pass) with { Effect = stored.Effect };
        return stored.Effect == PassEffect.Created ? TypedResults.Created($"/passes/{passType}/{serial}", reply) : TypedResults.Ok(reply);
    }

    private static async Task<Ok<PassReply>> FindAsync(string passType, string serial, IGrainFactory grains) =>
        TypedResults.Ok(PassReply.Of(await Pass(grains, passType, serial).Get() ?? throw Unknown(passType, serial)));

    private static async Task<NoContent> DeleteAsync(string passType, string serial, IGrainFactory grains) =>
        await Pass(grains, passType, serial).Delete() ? TypedResults.NoContent() : throw Unknown(passType, serial);

    private static async Task<IResult> DownloadAsync(
        string passType, string serial, IGrainFactory grains, PassPackager packager, CancellationToken cancellationToken)
    {
        if (await Pass(grains, passType, serial).Read() is not { Content: { } content } pass) throw Unknown(passType, serial);
        return new PackageResult(await packager.SignAsync(pass.Pass, content, cancellationToken), pass.Pass.LastModified);
    }

    private static async Task<Ok<RegistrationsReply>> ListRegistrationsAsync(
        string passType, string serial, IGrainFactory grains, int page = 0) =>
        TypedResults.Ok(RegistrationsReply.Of(await Pass(grains, passType, serial).GetRegistrations(page)));

    private static IPassGrain Pass(IGrainFactory grains, string passType, string serial) =>
        grains.GetGrain<IPassGrain>(PassKey.Of(passType, serial));

    private static PushRequestException Unknown(string passType, string serial) =>
        new(RequestFault.UnknownPass, $"There is no pass {serial} of type {passType}.");
}
