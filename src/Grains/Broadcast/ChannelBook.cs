using Push.Apns;

namespace Push.Grains.Broadcast;

/// <summary>The durable list of an app's channels: what changes it, and how many there may be. Pure.</summary>
/// <remarks>Used by <see cref="ChannelsGrain"/>.</remarks>
internal static class ChannelBook
{
    /// <summary>Whether another channel may be made.</summary>
    /// <param name="state">The list.</param>
    /// <param name="underWay">How many are being made now.</param>
    public static bool HasRoom(ChannelsState state, int underWay) => state.Channels.Count + underWay < ChannelRules.MaxChannels;

    /// <summary>A channel was made, or read.</summary>
    public static void Put(ChannelsState state, ChannelRecord channel)
    {
        var place = state.Channels.FindIndex(known => known.Id == channel.Id);
        if (place < 0) state.Channels.Add(channel);
        else state.Channels[place] = channel with { CreatedAt = state.Channels[place].CreatedAt ?? channel.CreatedAt };
    }

    /// <summary>A channel was deleted, or is not known to Apple.</summary>
    public static void Remove(ChannelsState state, string id) => state.Channels.RemoveAll(known => known.Id == id);

    /// <summary>Takes over Apple's list, which is the truth. What was made while it was on its way stays.</summary>
    /// <param name="state">The list.</param>
    /// <param name="ids">Apple's.</param>
    /// <param name="asked">When Apple was asked.</param>
    public static void Reconcile(ChannelsState state, IReadOnlyList<string> ids, DateTimeOffset asked)
    {
        var theirs = ids.ToHashSet(StringComparer.Ordinal);
        state.Channels.RemoveAll(known => !theirs.Contains(known.Id) && !(known.CreatedAt >= asked));
        var ours = state.Channels.Select(known => known.Id).ToHashSet(StringComparer.Ordinal);
        state.Channels.AddRange(ids.Where(ours.Add).Select(id => new ChannelRecord(id, null, null)));
        state.IsComplete = true;
    }
}
