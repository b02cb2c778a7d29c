namespace Push.Grains.Feeds;

/// <summary>How much of what happened is kept for readers.</summary>
public sealed class FeedOptions
{
    /// <summary>How long events are kept at least; zero: none are written. Default 7 days.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many events of an app are kept at most, also of younger ones; about 100 bytes each. Default 1,000,000.</summary>
    public int MaxEvents { get; set; } = 1_000_000;

    /// <summary>Events in one stored record.</summary>
    internal int PageSize { get; set; } = 256;

    /// <summary>What is wrong, each error beginning with the option's name.</summary>
    internal IEnumerable<string> FindErrors()
    {
        if (KeepFor < TimeSpan.Zero) yield return "KeepFor: is a time span, or 0 to keep no events.";
        if (MaxEvents < 1000) yield return "MaxEvents: is 1,000 or more.";
    }
}
