using Microsoft.Extensions.DependencyInjection;
using Push.Grains.Clusters;
using Push.Grains.Devices;

namespace Push.Grains.Hosting;

public sealed class GrainInterfaceNamesTests
{
    private static readonly Type[] Interfaces =
        [.. typeof(IDeviceGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))];

    [Fact]
    public void Names_OfOurInterfaces_AreThoseOfTheirAttributes()
    {
        var names = new GrainInterfaceNames(new ServiceCollection().BuildServiceProvider());
        foreach (var type in Interfaces.Concat(Interfaces))
        {
            Assert.True(names.TryGetGrainInterfaceType(type, out var name));
            var attribute = type.GetCustomAttributesData().Single(data => data.AttributeType == typeof(GrainInterfaceTypeAttribute));
            Assert.Equal((string)attribute.ConstructorArguments[0].Value!, name.ToString());
        }
    }

    [Fact]
    public void Names_OfAnInterfaceWithoutOne_AreLeftToOrleans()
    {
        var names = new GrainInterfaceNames(new ServiceCollection().BuildServiceProvider());
        Assert.False(names.TryGetGrainInterfaceType(typeof(IGrainWithStringKey), out _));
    }

    [Fact]
    public void Names_AddedTwice_AreAskedOnceAndFirst()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IGrainInterfaceTypeProvider, OtherNames>();
        GrainInterfaceNames.AddTo(services);
        GrainInterfaceNames.AddTo(services);
        Assert.Equal(
            [typeof(GrainInterfaceNames), typeof(OtherNames)],
            services.BuildServiceProvider().GetServices<IGrainInterfaceTypeProvider>().Select(names => names.GetType()));
    }

    [Fact]
    public async Task Names_InASilo_AreAskedBeforeOrleansReadsAttributes()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var providers = cluster.Silos.Silos[0].ServiceProvider.GetServices<IGrainInterfaceTypeProvider>();
        Assert.IsType<GrainInterfaceNames>(providers.First());
    }

    private sealed class OtherNames : IGrainInterfaceTypeProvider
    {
        public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
        {
            grainInterfaceType = default;
            return false;
        }
    }
}
