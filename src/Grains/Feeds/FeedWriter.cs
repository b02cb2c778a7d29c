using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Feeds;

/// <summary>
/// Writes events. Whoever calls it changes what the events tell of afterwards: if they can't be written, nothing happens, and
/// the call that wanted it fails and is repeated.
/// </summary>
/// <remarks>Called by segments and campaigns; calls <see cref="IFeedGrain"/>.</remarks>
internal sealed class FeedWriter(IGrainFactory grains, IOptions<PushOptions> options)
{
    /// <param name="app">The app.</param>
    /// <param name="events">In the order in which they are about to happen.</param>
    public Task WriteAsync(string app, IReadOnlyCollection<PushEvent> events) =>
        events.Count == 0 || options.Value.Feed.KeepFor == TimeSpan.Zero
            ? Task.CompletedTask
            : grains.GetGrain<IFeedGrain>(app).Append([.. events]);
}
