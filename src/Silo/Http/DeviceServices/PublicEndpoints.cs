using Microsoft.AspNetCore.Mvc;

namespace Push.Silo.Http.DeviceServices;

/// <summary>Marks what devices call: the only endpoints that answer on <see cref="PushSiloOptions.PublicPort"/>.</summary>
internal sealed class PublicEndpoint
{
    public static PublicEndpoint Mark { get; } = new();
}

/// <summary>Web services for devices: open to the world, so their requests are small, and a port of their own can be given to them.</summary>
internal static class PublicEndpoints
{
    /// <summary>The largest body of a request, in bytes.</summary>
    public const int LargestBody = 64 << 10;

    /// <summary>Routes for devices below the path of a web service's URL.</summary>
    public static RouteGroupBuilder MapPublic(this IEndpointRouteBuilder routes, Uri webService)
    {
        var group = routes.MapGroup(webService.AbsolutePath.TrimEnd('/'));
        group.WithMetadata(PublicEndpoint.Mark, new RequestSizeLimitAttribute(LargestBody));
        return group;
    }

    /// <summary>Answers 404 on the public port for everything else.</summary>
    public static void UsePublicPort(this WebApplication app)
    {
        if (app.Services.GetService<PushSiloOptions>()?.PublicPort is not { } port) return;
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (context.Connection.LocalPort != port || context.GetEndpoint()?.Metadata.GetMetadata<PublicEndpoint>() is not null)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
