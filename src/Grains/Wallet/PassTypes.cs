using Microsoft.Extensions.Options;
using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Grains.Wallet;

/// <summary>The pass types of this silo. Every silo of a cluster is configured with the same.</summary>
public sealed class PassTypes
{
    private readonly Dictionary<string, PassType> _types;

    /// <summary>Reads the files of all configured pass types.</summary>
    public PassTypes(IOptions<PushOptions> options) => _types = options.Value.Wallet.ToDictionary(
        type => type.Key,
        type => new PassTypeReader(type.Key, type.Value, options.Value).Read()
            ?? throw new OptionsValidationException(type.Key, typeof(PassTypeOptions), ["The pass type's files have changed."]),
        StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<PassType> All => _types.Values;

    /// <summary>The pass type of an identifier.</summary>
    /// <exception cref="PushRequestException">There is no such pass type.</exception>
    public PassType Get(string id) => Find(id) ?? throw new PushRequestException(RequestFault.UnknownApp,
        $"There is no pass type '{id}' on this cluster; configured are: {string.Join(", ", _types.Keys)}.");

    /// <summary>The same, or null.</summary>
    public PassType? Find(string id) => _types.GetValueOrDefault(id);
}
