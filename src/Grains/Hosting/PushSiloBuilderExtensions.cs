using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;
using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Broadcast;
using Push.Grains.Campaigns;
using Push.Grains.Connections;
using Push.Grains.Credentials;
using Push.Grains.Feeds;
using Push.Grains.Hosting;
using Push.Grains.Packages;
using Push.Grains.Senders;
using Push.Grains.Telemetry;
using Push.Grains.Wallet;
using Push.Grains.Websites;

namespace Push.Grains;

/// <summary>Hosts the grains in a silo.</summary>
public static class PushSiloBuilderExtensions
{
    /// <summary>
    /// Adds the grains. The silo also needs a grain storage named <see cref="PushStorage.Name"/> and reminders. The
    /// options are validated when the silo starts; everything that is wrong with them is reported at once.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Sets the options.</param>
    public static ISiloBuilder AddPush(this ISiloBuilder silo, Action<PushOptions> configure)
    {
        var services = silo.Services;
        services.AddOptions<PushOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PushOptions>, PushOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        // Whatever the storage is. Orleans' own default writes JSON, which drops what is kept as bytes.
        services.TryAddKeyedSingleton<IGrainStorageSerializer>(PushStorage.Name, (provider, _) =>
            new OrleansGrainStorageSerializer(provider.GetRequiredService<Serializer>()));
        GrainInterfaceNames.AddTo(services);
        services.AddMetrics();
        services.TryAddSingleton<PushMetrics>();
        services.TryAddSingleton<AppDirectory>();
        services.TryAddSingleton<AppReporter>();
        services.TryAddSingleton<ProposalSettler>();
        services.TryAddSingleton<FeedPages>();
        services.TryAddSingleton<FeedWriter>();
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<PackageSigners>();
        services.TryAddSingleton<ClusterTokenSources>();
        services.TryAddSingleton<AudienceDirectory>();
        services.TryAddSingleton<PassTypes>();
        services.TryAddSingleton<PassPackager>();
        services.TryAddSingleton<WebsitePackager>();
        services.TryAddSingleton<WebsiteDirectory>();
        services.TryAddSingleton<ApnsTransports>();
        services.TryAddSingleton<BroadcastTransports>();
        services.TryAddSingleton<SlotHomes>();
        services.TryAddSingleton<SiloLife>();
        services.TryAddSingleton<CampaignServices>();
        services.TryAddSingleton<ChunkReader>();
        services.TryAddSingleton<LeasedDeviceReader>();
        services.TryAddSingleton<LostChunks>();
        services.TryAddSingleton<CampaignNotes>();
        services.TryAddSingleton<TemplatePreview>();
        services.TryAddSingleton<CampaignChecks>();
        services.TryAddSingleton<DeviceJudge>();
        services.TryAddSingleton<SenderServices>();
        services.TryAddSingleton<LocalSenders>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<AppReporter>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<LocalSenders>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CampaignStarter>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CredentialWatch>();
        services.AddPlacementDirector<SlotPlacementStrategy, SlotPlacementDirector>();
        return silo;
    }
}
