using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Push.Grains.Hosting;

/// <summary>
/// Remembers the names that grain interfaces have by their attribute. Orleans reads the attributes of an interface at each
/// call of <see cref="IGrainFactory"/>, which costs several times as much as the rest of it.
/// </summary>
/// <remarks>Asked by the grain factory, before Orleans' own providers.</remarks>
internal sealed class GrainInterfaceNames(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _names = new();

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        if (_names.TryGetValue(type, out grainInterfaceType)) return true;
        if (type.GetCustomAttributes(inherit: false).OfType<IGrainInterfaceTypeProviderAttribute>().FirstOrDefault() is not { } attribute)
            return false;
        grainInterfaceType = _names.GetOrAdd(type, attribute.GetGrainInterfaceType(services, type));
        return true;
    }

    /// <summary>Has it asked first.</summary>
    public static void AddTo(IServiceCollection services)
    {
        if (services.Any(service => service.ImplementationType == typeof(GrainInterfaceNames))) return;
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, GrainInterfaceNames>());
    }
}
