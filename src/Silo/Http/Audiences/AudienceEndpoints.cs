using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Audiences;

namespace Push.Silo.Http.Audiences;

/// <summary>Sets of devices. A filter stands in the body: it may name users.</summary>
internal static class AudienceEndpoints
{
    private const int FlushAt = 64 * 1024;

    public static void MapAudiences(this IEndpointRouteBuilder routes)
    {
        var audience = routes.MapGroup("/apps/{app}/audience");
        audience.MapPost("count", CountAsync);
        audience.MapPost("export", ExportAsync);
    }

    private static async Task<Ok<AudienceCountReply>> CountAsync(string app, AudienceRequest request, IGrainFactory grains)
    {
        var audience = grains.GetGrain<IAudienceGrain>(AudienceKey.Of(app, request.List));
        var count = await audience.Count(long.MaxValue, request.Filter);
        return TypedResults.Ok(new AudienceCountReply(count.Devices));
    }

    // The client's pace is the pace: nothing more is read from the segments while it doesn't take what was written.
    private static async Task ExportAsync(
        string app, AudienceRequest request, IGrainFactory grains, HttpResponse response, CancellationToken cancellationToken)
    {
        using var lines = new DeviceLines(response.BodyWriter);
        await using var devices = AudienceExport.ReadAsync(grains, app, request.List, request.Filter, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        // What is wrong with the request shows with the first device, while there still is a status to say it with.
        var more = await devices.MoveNextAsync();
        response.ContentType = "application/x-ndjson";
        for (; more; more = await devices.MoveNextAsync())
        {
            lines.Write(devices.Current);
            if (response.BodyWriter.UnflushedBytes >= FlushAt) await response.BodyWriter.FlushAsync(cancellationToken);
        }
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
