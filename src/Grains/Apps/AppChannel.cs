using Microsoft.Extensions.Logging;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>What one silo has to tell one app. One call is under way at a time; what comes meanwhile shares the next.</summary>
/// <remarks>Belongs to an <see cref="AppReporter"/>; used on any thread.</remarks>
internal sealed partial class AppChannel
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _app;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationToken _stopped;
    private readonly Guid _channel = Guid.NewGuid();
    private readonly Lock _gate = new();
    private readonly List<ProposalBatch> _proposals = [];
    private readonly List<GateChange> _changes = [];
    private TaskCompletionSource _told = NewTold();
    private long _reports;
    private int _answers;
    private bool _isUrgent;
    private bool _isWaiting;
    private bool _isCalling;

    public AppChannel(
        string app, IGrainFactory grains, TimeProvider time, TimeSpan hold, ILogger log, CancellationToken stopped)
    {
        (_app, _grains, _time, _log, _stopped) = (app, grains, time, log, stopped);
        Gate = new AppGate(time, hold, OnGateChanged);
    }

    public AppGate Gate { get; }

    public AppStanding Standing { get; private set; } = new(Brake: null);

    /// <summary>Adds to what is told. Completes at once without proposals, else when they are stored.</summary>
    public Task Add(int answers, IReadOnlyCollection<ProposalBatch> proposals)
    {
        lock (_gate)
        {
            _answers += answers;
            if (proposals.Count > 0)
            {
                _proposals.AddRange(proposals);
                return CallSoon();
            }
            if (!_isCalling && !_isWaiting) CallLater();
            return Task.CompletedTask;
        }
    }

    /// <summary>Completes when <see cref="Standing"/> is newer than the call.</summary>
    public Task Ask()
    {
        lock (_gate) return CallSoon();
    }

    private void OnGateChanged(GateChange change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            CallSoon();
        }
    }

    private static TaskCompletionSource NewTold() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task CallSoon()
    {
        _isUrgent = true;
        if (!_isCalling) Call();
        return _told.Task;
    }

    // Off the caller's scheduler, which may be that of a grain that goes away.
    private void Call()
    {
        _isCalling = true;
        Task.Run(CallAsync).Ignore();
    }

    private void CallLater()
    {
        _isWaiting = true;
        Task.Run(async () =>
        {
            await Task.Delay(Pause, _time, _stopped);
            lock (_gate)
            {
                _isWaiting = false;
                if (!_isCalling) Call();
            }
        }).Ignore();
    }

    private async Task CallAsync()
    {
        while (true)
        {
            AppReport report;
            TaskCompletionSource told;
            lock (_gate)
            {
                report = new AppReport(_answers, [.. _proposals])
                {
                    Gate = [.. _changes],
                    Channel = _channel,
                    Number = ++_reports,
                };
                (told, _told) = (_told, NewTold());
                (_answers, _isUrgent) = (0, false);
                _proposals.Clear();
                _changes.Clear();
            }
            try
            {
                await TellAsync(report);
                Adopt();
                told.SetResult();
            }
            catch (OperationCanceledException)
            {
                told.SetCanceled(_stopped);
                return;
            }
            // Outside of the lock: the gate calls from within its own.
            var isClosed = Gate.IsClosed;
            lock (_gate)
            {
                if (_isUrgent) continue;
                _isCalling = false;
                // As long as the gate is closed, to hear when another silo finds it open.
                if ((_answers > 0 || isClosed) && !_isWaiting) CallLater();
                return;
            }
        }
    }

    // Not while there is news of our own: the app knows less then.
    private void Adopt()
    {
        lock (_gate)
            if (_changes.Count > 0) return;
        Gate.Adopt(Standing.Closed);
    }

    private async Task TellAsync(AppReport report)
    {
        while (true)
        {
            try
            {
                Standing = await _grains.GetGrain<IAppDesk>(_app).Report(report);
                return;
            }
            catch (PushRequestException)
            {
                // The app is not configured any more: there is nobody to decide about its devices.
                return;
            }
            catch (Exception e)
            {
                _stopped.ThrowIfCancellationRequested();
                LogNotTold(_app, e);
                await Task.Delay(Pause, _time, _stopped);
            }
        }
    }
}
