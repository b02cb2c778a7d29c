using Microsoft.Extensions.Logging;
using Push.Grains.Concurrency;

namespace Push.Grains.Wallet;

/// <summary>
/// Announces the changes of a pass to the pages of its registrations, until every device was told or a day has passed.
/// What could not be sent is tried again after 1, 2, 4 … 32 s, then every quarter of an hour.
/// </summary>
/// <remarks>Runs on the scheduler of its <see cref="PassGrain"/>.</remarks>
internal sealed partial class PassAnnouncer(
    PassGrain grain,
    Func<PassState> pass,
    PassReachState reach,
    CoalescingWriter writer,
    OneAtATime changes,
    TimeProvider time,
    ILogger log)
{
    private const string ReminderName = "announce";
    private const int MaxPages = 4;
    private const int QuickTries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MuchLater = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    private readonly ILogger _log = log;
    private HashSet<int> _owing = [];
    private IGrainTimer? _timer;
    private int _tries;
    private bool _running;

    /// <summary>Whether every device was told of the last change. With nobody to tell there is nothing to do.</summary>
    public bool IsDone => reach.Pages == 0 || reach.Announced >= pass().Revision;

    /// <summary>Before a change is written: from now on it can't be forgotten.</summary>
    public Task RemindAsync() => reach.Pages == 0
        ? Task.CompletedTask
        : grain.RegisterOrUpdateReminder(ReminderName, SoonAgain, SoonAgain);

    /// <summary>After a change, and when the grain is activated: announces it now.</summary>
    public void Start()
    {
        if (IsDone || _running) return;
        _tries = 0;
        Schedule(TimeSpan.Zero);
    }

    /// <summary>When the reminder comes: goes on if nothing else would.</summary>
    public Task ResumeAsync()
    {
        if (IsDone) return ForgetReminderAsync();
        if (_timer is null || _tries >= QuickTries) Schedule(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private void Schedule(TimeSpan pause)
    {
        if (_timer is null)
            _timer = grain.RegisterGrainTimer(RunAsync,
                new GrainTimerCreationOptions(pause, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        else
            _timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    private async Task RunAsync()
    {
        if (_running) return;
        _running = true;
        try
        {
            while (!IsDone)
            {
                if (!await AnnounceAsync(pass()))
                {
                    await TryLaterAsync();
                    return;
                }
                _tries = 0;
                if (IsDone) await ForgetReminderAsync();
            }
        }
        catch (Exception e)
        {
            LogFailed(grain.GetPrimaryKeyString(), e);
            await TryLaterAsync();
        }
        finally
        {
            _running = false;
        }
    }

    // Whether all have been told.
    private async Task<bool> AnnounceAsync(PassState change)
    {
        if (reach.Announcing != change.Revision) (reach.Announcing, reach.PagesDone, _owing) = (change.Revision, 0, []);
        if (_owing.Count == 0) _owing = [.. Enumerable.Range(reach.PagesDone, reach.Pages - reach.PagesDone)];
        var announcement = new PassAnnouncement(change.Revision, change.Content is null);
        foreach (var pages in _owing.Order().Chunk(MaxPages))
        {
            var owed = await Task.WhenAll(pages.Select(page => grain.Page(page).Announce(announcement)));
            foreach (var (page, devices) in pages.Zip(owed))
                if (devices == 0) _owing.Remove(page);
            if (_owing.Count == 0) break;
            // So that a crash in the middle of a thousand pages doesn't begin with the first again.
            reach.PagesDone = _owing.Min();
            await writer.WriteAsync();
        }
        var isGivenUp = _owing.Count > 0 && time.GetUtcNow() - change.LastModified > GiveUpAfter;
        if (isGivenUp) LogGivenUp(grain.GetPrimaryKeyString(), _owing.Count);
        if (_owing.Count > 0 && !isGivenUp) return false;
        reach.Announced = change.Revision;
        await writer.WriteAsync();
        return true;
    }

    private async Task TryLaterAsync()
    {
        if (++_tries < QuickTries) Schedule(FirstPause * Math.Pow(2, _tries - 1));
        else if (_tries == QuickTries) await grain.RegisterOrUpdateReminder(ReminderName, MuchLater, MuchLater);
    }

    // Not while a change is being stored that counts on it.
    private Task ForgetReminderAsync() => changes.RunAsync(async () =>
    {
        if (IsDone && await grain.GetReminder(ReminderName) is { } reminder) await grain.UnregisterReminder(reminder);
    });
}
