using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Push.Grains.Concurrency;
using Push.Grains.Feeds;
using Push.Grains.Notifications;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// Owns what is stored of one campaign. Decisions are made in memory, one turn each, by <see cref="CampaignRun"/> and
/// its ledger; whoever was promised something waits until it is stored. Calls interleave, so looking, pausing and
/// cancelling wait for nobody else's write.
/// </summary>
[GrainType("push.campaign"), Reentrant]
internal sealed partial class CampaignGrain : Grain, ICampaignGrain, ILeaseDesk, IRemindable
{
    private const string ReminderName = "resume";

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly IPersistentState<CampaignRecord> _record;
    private readonly IPersistentState<LedgerState> _ledger;
    private readonly CampaignServices _services;
    private readonly ILogger<CampaignGrain> _log;
    private readonly CoalescingWriter _writer;

    private CampaignRun? _run;
    private IGrainTimer? _tending;
    private long _written;
    private Task? _creating;
    private Task? _starting;
    private Task _ending = Task.CompletedTask;

    public CampaignGrain(
        [PersistentState("campaign", PushStorage.Name)] IPersistentState<CampaignRecord> record,
        [PersistentState("campaign-ledger", PushStorage.Name)] IPersistentState<LedgerState> ledger,
        CampaignServices services,
        ILogger<CampaignGrain> log)
    {
        (_record, _ledger, _services, _log) = (record, ledger, services, log);
        _writer = new CoalescingWriter(WriteLedgerAsync);
    }

    private string Id => CampaignKey.IdOf(this.GetPrimaryKeyString());

    private ICampaignListGrain List => GrainFactory.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key);

    private CampaignRun Existing => _run
        ?? throw new PushRequestException(RequestFault.UnknownCampaign, $"There is no campaign {Id}.");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_record.State.Spec is not null) TakeUp();
        return Task.CompletedTask;
    }

    public async Task<CampaignStatus> Create(CampaignSpec spec)
    {
        if (_run is null)
        {
            _services.Checks.CheckSpec(spec);
            _creating ??= CreateAsync(spec);
            try
            {
                await _creating;
            }
            finally
            {
                _creating = null;
            }
        }
        return DifferenceFrom(spec) is { } difference
            ? throw new PushRequestException(RequestFault.DifferentSpec, difference)
            : Status(Existing);
    }

    public async Task<CampaignStatus> Start()
    {
        var run = Existing;
        if (run.Ledger.State.State == CampaignState.Cancelled) throw Refuse(run);
        if (run.Ledger.State.State == CampaignState.Created)
        {
            _starting ??= StartAsync(run);
            try
            {
                await _starting;
            }
            finally
            {
                _starting = null;
            }
        }
        await _writer.SettleAsync();
        return Status(run);
    }

    public async Task<CampaignStatus> Pause()
    {
        var run = Existing;
        if (!run.IsUnderWay) throw Refuse(run);
        if (run.Ledger.State.State == CampaignState.Running)
        {
            // What troubles it may be why it is paused.
            run.Ledger.Pause(run.Ledger.State.Problem);
            LogPaused(Id);
            run.TellSenders();
            await _writer.WriteAsync();
        }
        await _writer.SettleAsync();
        return Status(run);
    }

    public async Task<CampaignStatus> Resume()
    {
        var run = Existing;
        await _services.Checks.CheckBrakeAsync(run.Spec.App);
        if (run.Ledger.State.State is not (CampaignState.Paused or CampaignState.Running)) throw Refuse(run);
        if (run.Ledger.State.State == CampaignState.Paused)
        {
            run.Ledger.Resume();
            LogResumed(Id);
            run.TellSenders();
            await _writer.WriteAsync();
            run.StartSenders();
        }
        await _writer.SettleAsync();
        return Status(run);
    }

    public async Task<CampaignStatus> Cancel()
    {
        var run = Existing;
        if (run.Ledger.State.State == CampaignState.Finished) throw Refuse(run);
        if (run.Ledger.State.State is not (CampaignState.Cancelled or CampaignState.Cancelling))
        {
            run.Ledger.Cancel();
            LogCancelled(Id);
            run.TellSenders();
            run.Upkeep.GoOn();
            // From now on, so that a write that fails is made up for.
            Tend(run);
            await EndIfDoneAsync(run);
            if (run.IsUnderWay) await _writer.WriteAsync();
        }
        await _writer.SettleAsync();
        return Status(run);
    }

    public Task<CampaignStatus?> GetStatus() => Task.FromResult(_run is null ? null : Status(_run));

    public async Task<CampaignPreview> Preview(CampaignSpec spec)
    {
        if (_run is null) DeactivateOnIdle();
        var preview = await _services.Checks.PreviewAsync(spec);
        return _run is not null && DifferenceFrom(spec) is { } difference
            ? preview with { Problems = preview.Problems.Add(new PreviewProblem(RequestFault.DifferentSpec, difference)) }
            : preview;
    }

    public async Task<bool> Delete()
    {
        var run = _run;
        if (run is not null)
        {
            if (run.IsUnderWay || _starting is not null) throw Refuse(run);
            // Nobody finds it from now on; if it can't be removed as a whole, the next activation has what is left.
            _run = null;
            DeactivateOnIdle();
            _tending?.Dispose();
            // Fails if another activation has written the ledger: the campaign may be under way there.
            await _writer.WriteAsync();
            await ForgetReminderAsync();
            await _services.Notes.ClearAsync(Id, run.Ledger);
            // What says that it exists goes last.
            await _ledger.ClearStateAsync();
            await _record.ClearStateAsync();
            LogDeleted(Id);
        }
        await List.Remove(Id);
        return run is not null;
    }

    public Task<FailurePage> GetFailures(int from) => _services.Notes.ReadFailuresAsync(Existing.Ledger, Existing.Sending, from);

    public async Task<LeaseGrant> Exchange(LeaseRequest request)
    {
        // A campaign of the same id may have been deleted, with a sender that did not hear of it.
        if (_run is not { } run || request.Nonce != _record.State.Nonce)
            return new LeaseGrant(SenderOrder.Cancel) { Lost = [.. request.Held], Revision = long.MaxValue };
        var grant = await run.ExchangeAsync(request);
        await EndIfDoneAsync(run);
        return grant;
    }

    /// <summary>A reminder only has to activate the campaign, which then takes up what is under way.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        _run is { IsUnderWay: true } ? Task.CompletedTask : ForgetReminderAsync();

    // Null: the campaign is the one that is meant.
    private string? DifferenceFrom(CampaignSpec spec) => SpecDifference.Find(Existing.Spec, spec) is { Count: > 0 } differences
        ? $"The campaign {Id} exists already with another spec: {string.Join("; ", differences)}."
        : null;

    private CampaignStatus Status(CampaignRun run)
    {
        var ledger = run.Ledger.State;
        return new CampaignStatus(Id, run.Spec, ledger.State, run.Ledger.Counts(), _record.State.CreatedAt)
        {
            StartedAt = ledger.StartedAt,
            EndedAt = ledger.EndedAt,
            Problem = run.Problem,
            OpenLeases = ledger.Open.Count,
        };
    }

    private void TakeUp()
    {
        _written = _services.Time.GetTimestamp();
        _run = new CampaignRun(Id, _record.State, _ledger.State, _writer, _services);
        if (_run.IsUnderWay || _run.Ledger.IsEndUntold) Tend(_run);
    }

    private async Task CreateAsync(CampaignSpec spec)
    {
        var now = _services.Time.GetUtcNow();
        await List.Add(new CampaignListEntry(Id, spec.App, now));
        _record.State = new CampaignRecord { Spec = spec, Nonce = Guid.NewGuid(), CreatedAt = now };
        try
        {
            await _record.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        LogCreated(Id, spec.App);
        TakeUp();
    }

    private async Task StartAsync(CampaignRun run)
    {
        await _services.Checks.CheckBrakeAsync(run.Spec.App);
        var before = CampaignChecks.Now(_services.Time);
        var count = await _services.Checks.CountAsync(run.Spec, before);
        await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        if (run.Ledger.State.State != CampaignState.Created)
        {
            // Cancelled meanwhile.
            await ForgetReminderAsync();
            return;
        }
        run.Ledger.Start(count.Segments, count.Devices, before, _services.Time.GetUtcNow());
        // From now on, so that a write that fails is made up for.
        Tend(run);
        await _writer.WriteAsync();
        LogStarted(Id, count.Devices, count.Segments);
        run.StartSenders();
    }

    private void Tend(CampaignRun run) => _tending ??= this.RegisterGrainTimer(
        async () =>
        {
            // Now and then also without news: another activation may have gone on with it.
            if (_writer.IsBehind || _services.Time.GetElapsedTime(_written) > _services.Times.Proof) await _writer.WriteAsync();
            await run.TendAsync();
            await EndIfDoneAsync(run);
        },
        new GrainTimerCreationOptions(TimeSpan.Zero, _services.Times.Tending) { Interleave = true, KeepAlive = true });

    private async Task EndIfDoneAsync(CampaignRun run)
    {
        if (run.Ledger.TryEnd(_services.Time.GetUtcNow()))
        {
            var counts = run.Ledger.Counts();
            LogEnded(Id, run.Ledger.State.State, counts.Accepted, counts.Rejected, counts.Skipped, counts.Unknown);
        }
        if (run.IsUnderWay || _tending is null) return;
        // Once at a time: a report and the tending may find at once that it has ended.
        if (_ending.IsCompleted) _ending = EndAsync(run);
        await _ending;
    }

    private async Task EndAsync(CampaignRun run)
    {
        await _writer.WriteAsync();
        if (run.Ledger.IsEndUntold)
        {
            // Before it is told: the list takes it as often as it is said, the feed would tell of it again.
            await List.SetEnded(Id);
            await _services.Feed.WriteAsync(run.Spec.App, [PushEvent.OfCampaign(Status(run))]);
            run.Ledger.EndTold();
            await _writer.WriteAsync();
        }
        await ForgetReminderAsync();
        // Only now: until here the next tending would do it again.
        _tending?.Dispose();
        _tending = null;
    }

    private PushRequestException Refuse(CampaignRun run) => new(RequestFault.WrongState,
        $"The campaign {Id} can't do that: it is {run.Ledger.State.State}.");

    private async Task ForgetReminderAsync()
    {
        if (await this.GetReminder(ReminderName) is { } reminder) await this.UnregisterReminder(reminder);
    }

    private async Task WriteLedgerAsync()
    {
        var started = _services.Metrics.Now;
        var revision = _ledger.State.Revision;
        try
        {
            await _ledger.WriteStateAsync();
            _run?.Stored(revision);
            _written = _services.Time.GetTimestamp();
            _services.Metrics.LedgerWritten(started);
        }
        catch (InconsistentStateException)
        {
            // Another activation of this campaign goes on with it.
            LogLostRace(Id);
            DeactivateOnIdle();
            throw;
        }
    }
}
