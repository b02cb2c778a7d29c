using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Push.Grains.Hosting;

namespace Push.Client;

/// <summary>Makes <see cref="PushClient"/> available for injection.</summary>
public static class PushClientExtensions
{
    /// <summary>Cluster and service id of a silo that isn't told others.</summary>
    public const string DefaultClusterId = "push";

    /// <summary>
    /// Adds the client to services that already have a cluster: those of a silo (<c>AddPush</c> in the same process), or
    /// those of an Orleans client.
    /// </summary>
    public static IServiceCollection AddPushClient(this IServiceCollection services)
    {
        GrainInterfaceNames.AddTo(services);
        services.TryAddSingleton(provider =>
            new PushClient(provider.GetRequiredService<IGrainFactory>(), provider.GetService<TimeProvider>()));
        return services;
    }

    /// <summary>Adds the client and the Orleans client that connects it to a running cluster.</summary>
    /// <param name="host">The app.</param>
    /// <param name="cluster">
    /// Says where the cluster is, as <c>UseStaticClustering</c> does, and its ids if they aren't the silo's own default,
    /// <see cref="DefaultClusterId"/>; null takes all of it from the configuration section <c>Orleans</c>.
    /// </param>
    public static TBuilder AddPushClient<TBuilder>(this TBuilder host, Action<IClientBuilder>? cluster = null)
        where TBuilder : IHostApplicationBuilder
    {
        host.UseOrleansClient(client =>
        {
            if (cluster is null) return;
            client.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = DefaultClusterId);
            cluster(client);
        });
        host.Services.AddPushClient();
        return host;
    }
}
