using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainDirectory;
using Orleans.Metadata;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Placement;

namespace Push.Grains.Guarantees.Activations;

/// <summary>
/// The directory of one type of grains, shared by the silos of a test. While it is split each silo knows of activations on
/// itself only, and makes one when it needs one: so there are as many of a grain as silos call it. When it is healed all
/// silos turn to the newest; the others are told nothing.
/// </summary>
internal sealed class SplitDirectory(GrainType type) : IPlacementStrategyResolver
{
    private readonly GrainType _type = type;
    private readonly Lock _lock = new();
    private readonly List<GrainAddress> _active = [];
    private bool _isSplit;

    /// <summary>The most activations of one grain that were registered at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How many activations are registered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _active.Count;
        }
    }

    /// <summary>Has a silo use it.</summary>
    public void Host(ISiloBuilder silo) => silo.Services
        .AddSingleton<IGrainDirectoryResolver>(provider => new View(this, provider.GetRequiredService<ILocalSiloDetails>().SiloAddress))
        .AddSingleton<IGrainDirectoryCache, NoDirectoryCache>()
        .AddSingleton<IPlacementStrategyResolver>(this);

    public void Split()
    {
        lock (_lock) _isSplit = true;
    }

    public void Heal()
    {
        lock (_lock) _isSplit = false;
    }

    // Else a silo that knows of no activation might ask one on another silo to be the new one.
    public bool TryResolvePlacementStrategy(GrainType grainType, GrainProperties? properties, [NotNullWhen(true)] out PlacementStrategy? result)
    {
        result = grainType == _type ? new PreferLocalPlacement() : null;
        return result is not null;
    }

    private GrainAddress? Find(GrainId grain, SiloAddress from) =>
        _active.FindLast(address => address.GrainId == grain && (!_isSplit || from.Equals(address.SiloAddress)));

    /// <summary>What one silo sees of it.</summary>
    private sealed class View(SplitDirectory directory, SiloAddress silo) : IGrainDirectory, IGrainDirectoryResolver
    {
        public bool TryResolveGrainDirectory(
            GrainType grainType, GrainProperties? properties, [NotNullWhen(true)] out IGrainDirectory? grainDirectory)
        {
            grainDirectory = grainType == directory._type ? this : null;
            return grainDirectory is not null;
        }

        public Task<GrainAddress?> Register(GrainAddress address) => Register(address, previousAddress: null);

        public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
        {
            lock (directory._lock)
            {
                var known = directory.Find(address.GrainId, silo);
                if (known is not null && !known.Matches(previousAddress)) return Task.FromResult<GrainAddress?>(known);
                if (known is not null) directory._active.Remove(known);
                directory._active.Add(address);
                directory.MostAtOnce = Math.Max(directory.MostAtOnce, directory._active.Count(other => other.GrainId == address.GrainId));
                return Task.FromResult<GrainAddress?>(address);
            }
        }

        public Task Unregister(GrainAddress address)
        {
            lock (directory._lock) directory._active.RemoveAll(other => other.Matches(address));
            return Task.CompletedTask;
        }

        public Task<GrainAddress?> Lookup(GrainId grainId)
        {
            lock (directory._lock) return Task.FromResult(directory.Find(grainId, silo));
        }

        public Task UnregisterSilos(List<SiloAddress> siloAddresses)
        {
            lock (directory._lock) directory._active.RemoveAll(other => siloAddresses.Contains(other.SiloAddress!));
            return Task.CompletedTask;
        }
    }
}
