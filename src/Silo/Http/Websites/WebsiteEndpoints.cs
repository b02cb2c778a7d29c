using System.Text.Json;
using Push.Apns;
using Push.Apns.Packages;
using Push.Grains.Audiences;
using Push.Grains.DeviceLogs;
using Push.Grains.Devices;
using Push.Grains.Websites;
using Push.Silo.Http.DeviceServices;

namespace Push.Silo.Http.Websites;

/// <summary>
/// The web service that Safari calls for a website (Apple, "Configuring Safari Push Notifications"): it hands out push
/// packages, and makes who allows notifications a device of the website's app.
/// </summary>
internal static class WebsiteEndpoints
{
    private const string Scheme = "ApplePushNotifications";

    public static void MapWebsites(this IEndpointRouteBuilder routes)
    {
        var websites = routes.ServiceProvider.GetRequiredService<WebsiteDirectory>();
        // Which website a report is about it doesn't say; those that share a path share the log of the first.
        foreach (var first in websites.All.DistinctBy(website => website.WebServiceUrl.AbsolutePath))
        {
            var service = routes.MapPublic(first.WebServiceUrl);
            foreach (var version in Enum.GetValues<WebsiteManifestVersion>())
                service.MapGroup($"/v{(int)version}").MapVersion(version, first.Id);
        }
        if (websites.All.Count == 0) return;
        routes.MapGet("/websites/{id}/log", async (string id, IGrainFactory grains) => websites.Find(id) is null
            ? Results.NotFound()
            : Results.Ok(await grains.GetGrain<IDeviceLogGrain>(id).Get()));
    }

    private static void MapVersion(this IEndpointRouteBuilder service, WebsiteManifestVersion version, string log)
    {
        service.MapPost("/pushPackages/{id}",
            (string id, HttpRequest request, IGrainFactory grains, WebsiteDirectory websites, WebsitePackager packager) =>
                PackageAsync(id, version, request, grains, websites, packager));
        service.MapPost("/devices/{token}/registrations/{id}", RegisterAsync);
        service.MapDelete("/devices/{token}/registrations/{id}", UnregisterAsync);
        service.MapPost("/log", (HttpRequest request, IGrainFactory grains) => LogEndpoint.AddAsync(request, grains, log));
    }

    private static async Task<IResult> PackageAsync(string id, WebsiteManifestVersion version, HttpRequest request,
        IGrainFactory grains, WebsiteDirectory websites, WebsitePackager packager)
    {
        if (websites.Find(id) is not { } website) return TypedResults.NotFound();
        // What the page told Safari of the visitor; it comes back with the device.
        var visitor = Visitor(await DeviceBody.ReadBytesAsync(request));
        var token = await grains.GetGrain<IWebsiteGrain>(id).Issue(visitor.Bytes);
        return new PackageResult(await packager.SignAsync(website, version, token, request.HttpContext.RequestAborted));
    }

    private static DeviceAttributes Visitor(byte[] body)
    {
        try
        {
            return body is [] ? DeviceAttributes.Empty : AttributesJson.Parse(body);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not the JSON expected.", e);
        }
    }

    private static async Task<IResult> RegisterAsync(
        string token, string id, HttpRequest request, IGrainFactory grains, WebsiteDirectory websites)
    {
        if (await OpenAsync(id, request, grains, websites) is not { } allowed) return TypedResults.Unauthorized();
        if (!DeviceToken.TryParse(token, out var device, out _)) return TypedResults.BadRequest();
        DeviceAttributes? attributes = allowed.Visitor.IsEmpty ? null : DeviceAttributes.FromBytes(allowed.Visitor);
        await Device(grains, allowed.Website, device).Register(new Registration(device, attributes));
        return TypedResults.Ok();
    }

    private static async Task<IResult> UnregisterAsync(
        string token, string id, HttpRequest request, IGrainFactory grains, WebsiteDirectory websites)
    {
        if (await OpenAsync(id, request, grains, websites) is not { } allowed) return TypedResults.Unauthorized();
        if (!DeviceToken.TryParse(token, out var device, out _)) return TypedResults.BadRequest();
        await Device(grains, allowed.Website, device).Unregister(device);
        return TypedResults.Ok();
    }

    private static async Task<(Website Website, ReadOnlyMemory<byte> Visitor)?> OpenAsync(
        string id, HttpRequest request, IGrainFactory grains, WebsiteDirectory websites) =>
        websites.Find(id) is { } website
        && await grains.GetGrain<IWebsiteGrain>(id).Open(AuthorizationHeader.Token(request, Scheme)) is { } visitor
            ? (website, visitor)
            : null;

    private static IDeviceGrain Device(IGrainFactory grains, Website website, DeviceToken token) =>
        grains.GetGrain<IDeviceGrain>(DeviceKey.Of(website.App, token));
}
