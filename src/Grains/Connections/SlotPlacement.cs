using Orleans.Placement;
using Orleans.Runtime.Placement;
using Push.Grains.Apps;

namespace Push.Grains.Connections;

/// <summary>Places connection slots, and senders beside them, by <see cref="SlotMap"/>.</summary>
[GenerateSerializer, Immutable, Alias("push.slot-placement")]
internal sealed class SlotPlacementStrategy : PlacementStrategy
{
    public static SlotPlacementStrategy Instance { get; } = new();
}

/// <summary>Marks a grain whose key begins with <c>{app}/{slot}</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SlotPlacementAttribute() : PlacementAttribute(SlotPlacementStrategy.Instance);

/// <summary>Chooses the silo of a slot.</summary>
internal sealed class SlotPlacementDirector(AppDirectory apps) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var key = ConnectionKey.Parse(target.GrainIdentity.Key.ToString()!);
        return Task.FromResult(SiloOf(key, apps.Find(key.App)?.Connections ?? 0, silos));
    }

    /// <summary>The silo of a slot among those given. A slot that isn't configured lives anywhere.</summary>
    public static SiloAddress SiloOf(ConnectionKey key, int slots, IReadOnlyCollection<SiloAddress> silos)
    {
        var byName = silos.ToDictionary(silo => silo.ToParsableString());
        string[] names = [.. byName.Keys.Order(StringComparer.Ordinal)];
        return key.Slot >= slots ? byName[names[0]] : byName[names[SlotMap.Assign(key.App, slots, names)[key.Slot]]];
    }
}
