namespace Push.Grains.Feeds;

/// <summary>Which records of a feed there are. The events stand in pages: page p has the numbers from p × size + 1 on.</summary>
[GenerateSerializer, Alias("push.feed-state")]
internal sealed class FeedState
{
    /// <summary>The first page that is kept.</summary>
    [Id(0)]
    public long FirstPage { get; set; }

    /// <summary>The page that is written to.</summary>
    [Id(1)]
    public long Page { get; set; }

    /// <summary>Events in a page; fixed when the feed begins, since the numbers depend on it. 0: not begun.</summary>
    [Id(2)]
    public int PageSize { get; set; }

    /// <summary>The first page whose record may still be there; removing one that isn't does no harm.</summary>
    [Id(3)]
    public long RemovedTo { get; set; }
}

/// <summary>Some events, one record.</summary>
[GenerateSerializer, Alias("push.feed-page-state")]
internal sealed class FeedPageState
{
    [Id(0)]
    public List<PushEvent> Events { get; set; } = [];
}
