using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Push.Grains.Campaigns;
using Push.Grains.Concurrency;
using Push.Grains.Telemetry;

namespace Push.Grains.Apps;

/// <summary>
/// Hears of answers in batches, decides about retirements by the <see cref="RetirementBrake"/>, and has
/// <see cref="ProposalSettler"/> write what was decided into the devices' rows. Calls interleave; who reported proposals
/// waits until they are stored.
/// </summary>
[GrainType("push.app"), Reentrant]
internal sealed partial class AppGrain : Grain, IAppGrain, IAppDesk
{
    private static readonly TimeSpan Tending = TimeSpan.FromSeconds(1);

    private readonly IPersistentState<BrakeState> _state;
    private readonly AppDirectory _apps;
    private readonly ProposalSettler _settler;
    private readonly PushMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<AppGrain> _log;
    private readonly CoalescingWriter _writer;
    private readonly GateBook _gate;
    private RetirementBrake? _brake;
    private IGrainTimer? _tending;
    private bool _settling;

    public AppGrain(
        [PersistentState("app-brake", PushStorage.Name)] IPersistentState<BrakeState> state,
        AppDirectory apps,
        ProposalSettler settler,
        PushMetrics metrics,
        TimeProvider time,
        ILogger<AppGrain> log)
    {
        (_state, _apps, _settler, _metrics, _time, _log) = (state, apps, settler, metrics, time, log);
        _writer = new CoalescingWriter(WriteAsync);
        _gate = new GateBook(time);
    }

    private string Name => this.GetPrimaryKeyString();

    // Made by the first call, not while activating: an unknown app is the caller's mistake.
    private RetirementBrake Brake => _brake ??= new RetirementBrake(_state.State, _apps.Get(Name).BrakePercent);

    private CampaignProblem? Problem => _state.State.TrippedBy is { } trip
        ? new CampaignProblem(ProblemKind.RetirementBrake,
            $"{trip.Bad:N0} of the last {trip.Answers:N0} answers call the device's token bad (BadDeviceToken): tokens of "
            + $"the other environment? Decide what becomes of the devices that are proposed to be retired: retire or forget.")
        : null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_state.State.Due.Count > 0) Tend();
        return Task.CompletedTask;
    }

    public Task<AppStatus> GetStatus()
    {
        var brake = Brake;
        return Task.FromResult(new AppStatus(Name, new ProposalStatus(
            brake.Waiting, brake.Answers, brake.Bad, _apps.Get(Name).BrakePercent)
        {
            Brake = Problem,
            BrakedAt = _state.State.TrippedAt,
            Decided = _state.State.Standing,
        })
        {
            Closed = [.. _gate.Closed],
        });
    }

    public async Task<AppStatus> Decide(ProposalDecision decision)
    {
        var waiting = Brake.Waiting;
        if (Brake.Decide(decision))
        {
            LogDecided(Name, waiting, decision);
            _state.State.TrippedAt = null;
            await _writer.WriteAsync();
        }
        // A decision that could not be stored at first is, when it is made again.
        await _writer.SettleAsync();
        if (_state.State.Due.Count > 0) Tend();
        return await GetStatus();
    }

    public async Task<AppStanding> Report(AppReport report)
    {
        var brake = Brake;
        foreach (var change in report.Gate) Note(change);
        var (trip, standing) = (_state.State.TrippedBy, _state.State.Standing);
        var isNew = _state.State.Reported.Take(report.Channel, report.Number);
        if (isNew && brake.Record(report.Answers, report.Proposals))
        {
            _state.State.TrippedAt = _time.GetUtcNow();
            _metrics.Braked(Name);
            LogBraked(Name, Problem!.Message);
        }
        // Answers alone may be forgotten: proposals only wait longer then. Not what they decide: a decision that holds no longer
        // must not come back with a restart. What is said again may not be stored yet.
        var decides = trip != _state.State.TrippedBy || standing != _state.State.Standing;
        if (!isNew) await _writer.SettleAsync();
        else if (decides || !report.Proposals.IsEmpty) await _writer.WriteAsync();
        if (_state.State.Due.Count > 0) Tend();
        return new AppStanding(Problem) { Closed = [.. _gate.Closed] };
    }

    private void Note(GateChange change)
    {
        var closed = _gate.Apply(change);
        _metrics.GatesClosed(Name, closed);
        if (closed > 0) LogClosed(Name, change.Problem!.Message);
        else if (closed < 0) LogOpened(Name);
    }

    private void Tend() => _tending ??= this.RegisterGrainTimer(
        SettleAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Tending) { Interleave = true, KeepAlive = true });

    private async Task SettleAsync()
    {
        if (_settling) return;
        _settling = true;
        try
        {
            while (_state.State.Due is { Count: > 0 } due)
            {
                // What was decided is stored before it is written into rows, and forgotten when it stands there.
                await _writer.WriteAsync();
                var done = due.ToArray();
                await _settler.SettleAsync(Name, done);
                due.RemoveRange(0, done.Length);
                await _writer.WriteAsync();
            }
            _tending?.Dispose();
            _tending = null;
        }
        catch (Exception e)
        {
            LogNotSettled(Name, e);
        }
        finally
        {
            _settling = false;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await _state.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            LogLostRace(Name);
            DeactivateOnIdle();
            throw;
        }
    }
}
