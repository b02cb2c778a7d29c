using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Storage;
using Push.Grains.Apps;
using Push.Grains.Notifications;
using Push.Grains.Telemetry;

namespace Push.Grains.Feeds;

/// <summary>
/// Appends to the newest page, one write at a time: events that come meanwhile share the next. Readers see what is stored
/// and wait for more; old pages are read from the storage and not kept in memory.
/// </summary>
/// <remarks>An append that fails is the caller's to repeat: what the events tell of is not stored before they are.</remarks>
[GrainType("push.feed"), Reentrant]
internal sealed partial class FeedGrain(
    [PersistentState("feed", PushStorage.Name)] IPersistentState<FeedState> head,
    FeedPages pages,
    AppDirectory apps,
    IOptions<PushOptions> options,
    PushMetrics metrics,
    TimeProvider time,
    IHostApplicationLifetime host,
    ILogger<FeedGrain> log) : Grain, IFeedGrain
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private readonly ILogger<FeedGrain> _log = log;
    private readonly Queue<PendingAppend> _pending = new();
    private StoredFeedPage _page = StoredFeedPage.None;
    private TaskCompletionSource _appended = NewSignal();
    private long _number;
    private bool _writing;

    private string App => this.GetPrimaryKeyString();

    private FeedOptions Options => options.Value.Feed;

    private long First => head.State.FirstPage * head.State.PageSize + 1;

    private long Last => _number * head.State.PageSize + _page.Events.Count;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (head.State.PageSize == 0) head.State.PageSize = Options.PageSize;
        _number = head.State.Page;
        _page = await pages.ReadAsync(App, _number);
    }

    public async Task Append(ImmutableArray<PushEvent> events)
    {
        if (events.IsEmpty) return;
        var append = new PendingAppend(events, NewSignal());
        _pending.Enqueue(append);
        if (!_writing) WriteAsync().Ignore();
        await append.Written.Task;
    }

    public async Task<FeedPage> Read(FeedRead read, CancellationToken cancellationToken)
    {
        _ = apps.Get(App);
        var from = read.After == 0 ? First : read.After + 1;
        if (from < First)
            throw new PushRequestException(RequestFault.CursorTooOld,
                $"The events behind {read.After} have been removed: the feed of {App} begins with {First}.");
        if (from > Last + 1)
            throw new PushRequestException(RequestFault.Malformed, $"The feed of {App} has come to {Last}, not to {read.After}.");
        if (from > Last) await WaitAsync(read.Wait < MaxWait ? read.Wait : MaxWait, cancellationToken);
        // What was removed while waiting could only be older than what is there now.
        from = Math.Max(from, First);
        if (from > Last) return new FeedPage([], from - 1);
        var number = (from - 1) / head.State.PageSize;
        var skip = (int)((from - 1) % head.State.PageSize);
        var stored = number == _number ? _page : await pages.ReadAsync(App, number);
        ImmutableArray<PushEvent> events = [.. stored.Events.Skip(skip).Take(Math.Max(1, read.Most))];
        return new FeedPage(events, from - 1 + events.Length);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero) return;
        // A silo that stops doesn't wait for events.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var appended = _appended.Task;
        await Task.WhenAny(appended, Task.Delay(wait, time, ended.Token));
        await ended.CancelAsync();
    }

    private async Task WriteAsync()
    {
        _writing = true;
        try
        {
            // Appends of the same turn share the first write.
            await Task.Yield();
            while (_pending.Count > 0)
            {
                PendingAppend[] taken = [.. _pending];
                _pending.Clear();
                try
                {
                    await WriteAsync([.. taken.SelectMany(append => append.Events)]);
                    foreach (var append in taken) append.Written.SetResult();
                }
                catch (Exception e)
                {
                    LogNotWritten(App, e);
                    foreach (var append in taken) append.Written.SetException(e);
                }
            }
        }
        finally
        {
            _writing = false;
        }
    }

    // Pages are filled one after the other. Should the second fail, the events of the first come twice.
    private async Task WriteAsync(IReadOnlyList<PushEvent> events)
    {
        for (var done = 0; done < events.Count;)
        {
            if (_page.Events.Count >= head.State.PageSize) await TurnPageAsync();
            var room = head.State.PageSize - _page.Events.Count;
            var (stored, number) = (Last, Last);
            List<PushEvent> filled = [.. _page.Events, .. events.Skip(done).Take(room).Select(e => e with { Cursor = ++number })];
            await StoreAsync(async () => _page = await pages.WriteAsync(App, _number, _page, filled));
            done += (int)(number - stored);
            metrics.EventsWritten(number - stored);
            Wake();
        }
    }

    private void Wake()
    {
        var appended = _appended;
        _appended = NewSignal();
        appended.SetResult();
    }

    private async Task TurnPageAsync()
    {
        await PruneAsync();
        head.State.Page = _number + 1;
        try
        {
            await StoreAsync(head.WriteStateAsync);
        }
        catch
        {
            head.State.Page = _number;
            throw;
        }
        _number++;
        _page = StoredFeedPage.None;
    }

    // Nobody is kept waiting for it: what could not be removed is removed with the next page.
    private async Task PruneAsync()
    {
        var first = head.State.FirstPage;
        try
        {
            while (head.State.FirstPage < _number && await IsTooOldAsync(head.State.FirstPage)) head.State.FirstPage++;
            if (head.State.FirstPage == first) return;
            await StoreAsync(head.WriteStateAsync);
            first = head.State.FirstPage;
            LogPruned(App, First);
            for (; head.State.RemovedTo < first; head.State.RemovedTo++) await pages.RemoveAsync(App, head.State.RemovedTo);
        }
        catch (Exception e) when (e is not InconsistentStateException)
        {
            head.State.FirstPage = first;
            LogNotPruned(App, e);
        }
    }

    private async Task<bool> IsTooOldAsync(long page)
    {
        // The page that is about to begin counts as well.
        if ((_number - page + 2) * head.State.PageSize > Options.MaxEvents) return true;
        var events = (await pages.ReadAsync(App, page)).Events;
        return events.Count == 0 || events[^1].At < time.GetUtcNow() - Options.KeepFor;
    }

    private async Task StoreAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (InconsistentStateException)
        {
            LogLostRace(App);
            DeactivateOnIdle();
            // Readers that wait here would hold up the end, and with it whoever appends.
            Wake();
            throw;
        }
    }

    private sealed record PendingAppend(ImmutableArray<PushEvent> Events, TaskCompletionSource Written);
}
