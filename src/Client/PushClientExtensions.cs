using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Push.Client;

/// <summary>Makes <see cref="PushClient"/> available for injection.</summary>
public static class PushClientExtensions
{
    /// <summary>
    /// Adds the client to services that already have a cluster: those of a silo (<c>AddPush</c> in the same process), or
    /// those of an Orleans client.
    /// </summary>
    public static IServiceCollection AddPushClient(this IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
            new PushClient(provider.GetRequiredService<IGrainFactory>(), provider.GetService<TimeProvider>()));
        return services;
    }

    /// <summary>Adds the client and the Orleans client that connects it to a running cluster.</summary>
    /// <param name="host">The app.</param>
    /// <param name="cluster">Says where the cluster is; null takes it from the configuration section <c>Orleans</c>.</param>
    public static TBuilder AddPushClient<TBuilder>(this TBuilder host, Action<IClientBuilder>? cluster = null)
        where TBuilder : IHostApplicationBuilder
    {
        if (cluster is null) host.UseOrleansClient();
        else host.UseOrleansClient(cluster);
        host.Services.AddPushClient();
        return host;
    }
}
