namespace Push.Grains.Broadcast;

/// <summary>The keys of the channels of apps: <c>ch-{app}</c>.</summary>
public static class ChannelsKey
{
    private const string Prefix = "ch-";

    /// <summary>The key of an app's channels.</summary>
    public static string Of(string app) => Prefix + app;

    /// <summary>The app of a key.</summary>
    public static string AppOf(string key) => key[Prefix.Length..];
}
