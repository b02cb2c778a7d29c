using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Push.Grains.Feeds;

/// <summary>
/// The records of feeds in the grain storage, each under a key of its own. They need no grains: only the feed reads and
/// writes them, and full ones never change.
/// </summary>
internal sealed class FeedPages([FromKeyedServices(PushStorage.Name)] IGrainStorage storage)
{
    private const string StateName = "feed-page";

    private static readonly GrainType Type = GrainType.Create("push.feed-page");

    public async Task<StoredFeedPage> ReadAsync(string app, long page)
    {
        var state = new GrainState<FeedPageState>(new FeedPageState());
        await storage.ReadStateAsync(StateName, Key(app, page), state);
        return new StoredFeedPage(state.State?.Events ?? [], state.ETag, state.RecordExists);
    }

    /// <summary>Writes a page with more events.</summary>
    /// <exception cref="InconsistentStateException">Another activation of the feed has written the page.</exception>
    public async Task<StoredFeedPage> WriteAsync(string app, long page, StoredFeedPage known, List<PushEvent> events)
    {
        var state = new GrainState<FeedPageState>(new FeedPageState { Events = events }, known.ETag) { RecordExists = known.Exists };
        await storage.WriteStateAsync(StateName, Key(app, page), state);
        return new StoredFeedPage(events, state.ETag, Exists: true);
    }

    public async Task RemoveAsync(string app, long page)
    {
        var known = await ReadAsync(app, page);
        var state = new GrainState<FeedPageState>(new FeedPageState(), known.ETag) { RecordExists = known.Exists };
        if (known.Exists) await storage.ClearStateAsync(StateName, Key(app, page), state);
    }

    private static GrainId Key(string app, long page) =>
        GrainId.Create(Type, string.Create(CultureInfo.InvariantCulture, $"{app}/{page}"));
}

/// <summary>A page as it is stored.</summary>
/// <param name="Events">The events; the list is never changed.</param>
/// <param name="ETag">The version of the record.</param>
/// <param name="Exists">Whether there is a record.</param>
internal sealed record StoredFeedPage(IReadOnlyList<PushEvent> Events, string? ETag, bool Exists)
{
    public static StoredFeedPage None { get; } = new([], null, false);
}
