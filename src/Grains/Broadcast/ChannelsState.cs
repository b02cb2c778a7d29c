namespace Push.Grains.Broadcast;

/// <summary>What is stored of an app's channels.</summary>
[GenerateSerializer, Alias("push.channels-state")]
internal sealed class ChannelsState
{
    /// <summary>All that are known.</summary>
    [Id(0)]
    public List<ChannelRecord> Channels { get; set; } = [];

    /// <summary>Whether Apple's list was taken over once: others may have made channels before.</summary>
    [Id(1)]
    public bool IsComplete { get; set; }
}
