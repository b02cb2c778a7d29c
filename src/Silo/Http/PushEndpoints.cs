using System.Text.Json;
using System.Text.Json.Serialization;
using Push.Silo.Health;
using Push.Silo.Http.Apps;
using Push.Silo.Http.Audiences;
using Push.Silo.Http.Campaigns;
using Push.Silo.Http.Devices;
using Push.Silo.Http.DeviceServices;
using Push.Silo.Http.Feeds;
using Push.Silo.Http.Sending;
using Push.Silo.Http.Users;
using Push.Silo.Http.Wallet;
using Push.Silo.Http.Websites;

namespace Push.Silo.Http;

/// <summary>
/// The platform over HTTP, for apps that aren't written in .NET. It asks for no credentials: let it listen where only
/// your own services reach it, or put a gateway that asks for them in front.
/// </summary>
public static class PushEndpoints
{
    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddPushHttp(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<RequestProblems>();
        services.AddHealthChecks().AddCheck<SiloHealth>("silo", tags: [SiloHealth.Ready]);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.Converters.Add(new AttributesConverter());
            options.SerializerOptions.Converters.Add(new FilterConverter());
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        // Bad requests are answered in the same form in every environment.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>
    /// Maps devices, audiences, users, single notifications, campaigns and <c>/health</c>; and of configured pass types and websites their web
    /// services, and passes.
    /// </summary>
    public static WebApplication MapPush(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(RequestProblems.ExplainAsync);
        app.UsePublicPort();
        app.MapSiloHealth();
        app.MapApps();
        app.MapDevices();
        app.MapEvents();
        app.MapAudiences();
        app.MapUsers();
        app.MapSending();
        app.MapCampaigns();
        app.MapPasses();
        app.MapWallet();
        app.MapWebsites();
        return app;
    }
}
