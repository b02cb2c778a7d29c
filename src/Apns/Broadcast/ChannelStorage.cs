namespace Push.Apns;

/// <summary>What APNs keeps for devices that are not reached when a broadcast is published. It can't be changed later.</summary>
public enum ChannelStorage
{
    /// <summary>Nothing: who is not connected misses it. Apple allows higher rates with it.</summary>
    None = 0,

    /// <summary>The most recent broadcast, until its expiration.</summary>
    MostRecent = 1,
}
