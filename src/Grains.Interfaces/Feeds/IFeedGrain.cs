using System.Collections.Immutable;

namespace Push.Grains.Feeds;

/// <summary>
/// What happened in one app, as a log that is read from a cursor: nothing is missed while nobody reads. Key: the app's name.
/// </summary>
/// <remarks>Written by segments and campaigns, read by clients.</remarks>
[GrainInterfaceType("push.feed"), Alias("push.feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Adds events behind all others. They are in storage before the call returns.</summary>
    [Alias("Append"), ResponseTimeout("00:00:20")]
    Task Append(ImmutableArray<PushEvent> events);

    /// <summary>The events behind a cursor. Without any it waits for the first.</summary>
    /// <exception cref="Notifications.PushRequestException">
    /// The app is not configured; events behind the cursor have been removed; or the feed hasn't come so far.
    /// </exception>
    [Alias("Read"), ResponseTimeout("00:00:50")]
    Task<FeedPage> Read(FeedRead read, CancellationToken cancellationToken);
}

/// <summary>What is wanted of a feed.</summary>
/// <param name="After">The cursor of the last event that the reader has; 0: from the oldest event that is kept.</param>
/// <param name="Most">How many events at most; at least 1.</param>
/// <param name="Wait">How long to wait for an event when there is none; at most 30 s.</param>
[GenerateSerializer, Immutable, Alias("push.feed-read")]
public sealed record FeedRead([property: Id(0)] long After, [property: Id(1)] int Most, [property: Id(2)] TimeSpan Wait);

/// <summary>Some events.</summary>
/// <param name="Events">The events in their order; empty when none came in time.</param>
/// <param name="Next">The cursor to go on with.</param>
[GenerateSerializer, Immutable, Alias("push.feed-page")]
public sealed record FeedPage([property: Id(0)] ImmutableArray<PushEvent> Events, [property: Id(1)] long Next);
