using System.Security.Cryptography;
using System.Text;

namespace Push.Simulator.Channels;

/// <summary>The broadcast channels of all apps.</summary>
public sealed class SimulatedChannels
{
    /// <summary>Channels that Apple allows an app in an environment.</summary>
    public const int MaxPerApp = 10_000;

    private const int MaxApps = 1000;
    private const int IdLength = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, Channel>> _apps = new(StringComparer.Ordinal);

    internal SimulatedChannels()
    {
    }

    /// <summary>The channels of an app, in the order of their making; a copy.</summary>
    /// <param name="bundleId">The app.</param>
    public IReadOnlyList<SimulatedChannel> Read(string bundleId)
    {
        lock (_gate)
            return [.. Of(bundleId).Select(c => new SimulatedChannel(c.Key, c.Value.StoresMessages, c.Value.Published))];
    }

    /// <summary>Makes a channel.</summary>
    /// <param name="bundleId">Its app.</param>
    /// <param name="storesMessages">Whether the most recent message is kept for devices that are offline.</param>
    /// <returns>Its id, or null when the app has 10,000.</returns>
    public string? Create(string bundleId, bool storesMessages = false)
    {
        lock (_gate)
        {
            if (!_apps.TryGetValue(bundleId, out Dictionary<string, Channel>? channels))
            {
                if (_apps.Count == MaxApps)
                    return null;
                _apps[bundleId] = channels = new(StringComparer.Ordinal);
            }

            if (channels.Count == MaxPerApp)
                return null;
            string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(IdLength));
            channels.Add(id, new Channel(storesMessages));
            return id;
        }
    }

    /// <summary>Whether an id has the form of one, without looking whether there is such a channel.</summary>
    internal static bool IsId(ReadOnlySpan<byte> id) =>
        id.Length is > 0 and <= 64 && System.Buffers.Text.Base64.IsValid(id);

    internal SimulatedChannel? Find(string bundleId, string id)
    {
        lock (_gate)
        {
            return Of(bundleId).TryGetValue(id, out Channel? channel)
                ? new SimulatedChannel(id, channel.StoresMessages, channel.Published)
                : null;
        }
    }

    internal bool Delete(string bundleId, string id)
    {
        lock (_gate)
            return Of(bundleId).Remove(id);
    }

    /// <summary>Whether the channel exists; <paramref name="count"/> counts a message to it.</summary>
    internal bool Contains(ReadOnlySpan<byte> bundleId, ReadOnlySpan<byte> id, bool count)
    {
        lock (_gate)
        {
            if (!Of(Encoding.UTF8.GetString(bundleId)).TryGetValue(Encoding.UTF8.GetString(id), out Channel? channel))
                return false;
            channel.Published += count ? 1 : 0;
            return true;
        }
    }

    internal void Clear()
    {
        lock (_gate)
            _apps.Clear();
    }

    private Dictionary<string, Channel> Of(string bundleId) => _apps.TryGetValue(bundleId, out Dictionary<string, Channel>? own) ? own : [];

    private sealed class Channel(bool storesMessages)
    {
        public bool StoresMessages { get; } = storesMessages;

        public long Published { get; set; }
    }
}
