using System.Runtime.CompilerServices;
using Push.Grains.Apps;
using Push.Grains.Feeds;
using Push.Grains.Notifications;

namespace Push.Client.Feeds;

/// <summary>Reads what happened to an app's devices and campaigns.</summary>
public sealed class FeedCalls
{
    private const int PageSize = 1000;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private readonly IGrainFactory _grains;

    internal FeedCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>
    /// The events of an app behind a cursor, in their order. Keep the <see cref="PushEvent.Cursor"/> of the last event that
    /// you have dealt with: by it a later reader goes on, and nothing is missed in between. An event may come twice; its
    /// <see cref="PushEvent.Id"/> is the same then.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="after">The cursor of the last event that you have; 0: from the oldest that is kept.</param>
    /// <param name="follow">Whether to wait for new events at the end, for ever; false ends there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PushRequestException">
    /// Unknown app; events behind the cursor have been removed (<see cref="RequestFault.CursorTooOld"/>); or the cursor is
    /// none of this feed.
    /// </exception>
    public async IAsyncEnumerable<PushEvent> ReadAsync(
        string app, long after = 0, bool follow = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var feed = _grains.GetGrain<IFeedGrain>(AppKey.Of(app));
        while (true)
        {
            var read = new FeedRead(after, PageSize, follow ? Wait : TimeSpan.Zero);
            var page = await feed.Read(read, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var item in page.Events) yield return item;
            if (page.Events.IsEmpty && !follow) yield break;
            after = page.Next;
        }
    }
}
