using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Audiences;

namespace Push.Silo.Http.Audiences;

/// <summary>Sets of devices. A filter stands in the body: it may name users.</summary>
internal static class AudienceEndpoints
{
    public static void MapAudiences(this IEndpointRouteBuilder routes)
    {
        var audience = routes.MapGroup("/apps/{app}/audience");
        audience.MapPost("count", CountAsync);
    }

    private static async Task<Ok<AudienceCountReply>> CountAsync(string app, AudienceRequest request, IGrainFactory grains)
    {
        var audience = grains.GetGrain<IAudienceGrain>(AudienceKey.Of(app, request.List));
        var count = await audience.Count(long.MaxValue, request.Filter);
        return TypedResults.Ok(new AudienceCountReply(count.Devices));
    }
}
