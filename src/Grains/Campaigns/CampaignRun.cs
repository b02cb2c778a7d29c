using Microsoft.Extensions.Logging;
using Push.Grains.Concurrency;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// A campaign under way: grants leases and takes reports by the rules of its <see cref="Ledger"/>, and keeps one sender
/// pulling per connection slot.
/// </summary>
/// <remarks>Belongs to one <see cref="CampaignGrain"/> and runs on its scheduler; calls <see cref="ISenderGrain"/>.</remarks>
internal sealed partial class CampaignRun
{
    private readonly string _id;
    private readonly CampaignRecord _record;
    private readonly CoalescingWriter _writer;
    private readonly CampaignServices _services;
    private readonly ILogger _log;
    private readonly LeaseClock _clock;
    private readonly SenderRoster _senders;
    private long _storedRevision;

    public CampaignRun(string id, CampaignRecord record, LedgerState state, CoalescingWriter writer, CampaignServices services)
    {
        (_id, _record, _writer, _services, _log) = (id, record, writer, services, services.Log);
        Ledger = new Ledger(state, Spec.Policy);
        _storedRevision = state.Revision;
        _clock = new LeaseClock(services.Times, services.Time);
        // An app may have been taken out of the configuration: its campaigns can still be looked at and cancelled.
        _senders = new SenderRoster(services.Apps.Find(Spec.App)?.Connections ?? 0, services.Times, services.Time);
        Upkeep = new CampaignUpkeep(Ledger, () => Sending, writer, services);
        foreach (var lease in state.Open) _clock.Renew(lease.Number);
    }

    public Ledger Ledger { get; }

    public CampaignUpkeep Upkeep { get; }

    public CampaignSpec Spec => _record.Spec!;

    /// <summary>What keeps the campaign from going on.</summary>
    public CampaignProblem? Problem => State.Problem ?? (IsUnderWay && _services.Apps.Find(Spec.App) is null
        ? new CampaignProblem(ProblemKind.Configuration, $"The app '{Spec.App}' is not configured any more.")
        : null);

    public bool IsUnderWay => State.State is CampaignState.Running or CampaignState.Paused or CampaignState.Cancelling;

    private LedgerState State => Ledger.State;

    private long Now => _services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public SendingOrder Sending => new(_id, Spec, _record.Nonce, State.Chunks, State.Before) { Revision = State.Revision };

    // What isn't stored may be forgotten: until then a sender ends no device because of a cancellation, it only stops.
    private SenderOrder Order => State.State switch
    {
        CampaignState.Running => SenderOrder.Send,
        CampaignState.Cancelling or CampaignState.Cancelled when _storedRevision == State.Revision => SenderOrder.Cancel,
        _ => SenderOrder.Finish,
    };

    /// <summary>One conversation with a sender; what it changed is stored when it returns.</summary>
    public async Task<LeaseGrant> ExchangeAsync(LeaseRequest request)
    {
        var changed = TakeReports(request) | TakeProblem(request);
        var granted = Grant(request);
        if (changed || granted.Count > 0) await _writer.WriteAsync();
        // Said again, because the answer was lost: what was changed then may not be stored yet.
        else if (request.EndsLeases) await _writer.SettleAsync();
        var lost = request.Held.Where(number => !State.Open.Exists(lease => lease.Number == number));
        return new LeaseGrant(Order)
        {
            Leases = [.. granted.Select(ToLease)],
            Lost = [.. lost],
            MoreIn = Ledger.NextDue is { } due ? TimeSpan.FromMilliseconds(Math.Max(0, due - Now)) : null,
            Revision = State.Revision,
        };
    }

    /// <summary>Once a second: ends leases that ran out or whose silo died, goes on with the upkeep, and starts senders that should pull.</summary>
    public async Task TendAsync()
    {
        var ended = _clock.Ended(State.Open, _services.Silos.IsDead);
        foreach (var lease in ended)
        {
            Lose(lease.Number);
            LogLeaseLost(_id, lease.Number, lease.Chunk, lease.Silo);
        }
        Upkeep.GoOn();
        if (ended.Count > 0) await _writer.WriteAsync();
        StartSenders();
    }

    /// <summary>Starts the senders that rest or have fallen silent, if there is work.</summary>
    public void StartSenders()
    {
        if (!_services.Sends || !Ledger.HasWork(Now)) return;
        foreach (var slot in _senders.ToStart(_services.Silos.IsDead).ToList())
        {
            _senders.Started(slot);
            StartAsync(slot).Ignore();
        }
    }

    /// <summary>What the campaign is to do is stored, up to a revision of it.</summary>
    public void Stored(long revision)
    {
        var before = Order;
        _storedRevision = revision;
        if (Order != before) TellSenders();
    }

    /// <summary>Tells senders that hold leases how things stand now, so that they don't learn it with their next report.</summary>
    public void TellSenders()
    {
        foreach (var slot in State.Open.Select(lease => lease.Slot).Distinct()) Sender(slot).Tell(Order, State.Revision).Ignore();
    }

    // Whoever could not be started is tried again at the next tending.
    private async Task StartAsync(int slot)
    {
        var started = false;
        try
        {
            started = await Sender(slot).Start(Sending);
        }
        catch (Exception e)
        {
            LogSenderNotStarted(_id, slot, e);
        }
        if (!started) _senders.Heard(slot, silo: "", pulls: false);
    }

    private ISenderGrain Sender(int slot) =>
        _services.Grains.GetGrain<ISenderGrain>(new SenderKey(Spec.App, slot, _id).ToString());

    private bool TakeReports(LeaseRequest request)
    {
        var changed = false;
        foreach (var report in request.Reports)
        {
            if (!Ledger.Report(report, Now)) continue;
            _clock.Forget(report.Lease);
            _services.Metrics.ChunkCounted();
            changed = true;
        }
        foreach (var lease in request.Returned)
        {
            _clock.Forget(lease);
            changed |= Ledger.Return(lease);
        }
        foreach (var lease in request.Abandoned) changed |= Lose(lease);
        foreach (var lease in State.Open.Where(lease => request.Held.Contains(lease.Number))) _clock.Renew(lease.Number);
        return changed;
    }

    // The brake on retirements stops the campaign until somebody decides; everything else is waited for.
    private bool TakeProblem(LeaseRequest request)
    {
        var problem = request.Problem;
        if (State.State != CampaignState.Running || State.Problem == problem) return false;
        if (problem is null && request.Reports.IsEmpty) return false;
        State.Problem = problem;
        if (problem is not { Kind: ProblemKind.RetirementBrake }) return true;
        Ledger.Pause(problem);
        LogStopped(_id, problem.Message);
        TellSenders();
        return true;
    }

    private bool Lose(long lease)
    {
        if (!Ledger.Lose(lease)) return false;
        _clock.Forget(lease);
        _services.Metrics.LeaseLost();
        return true;
    }

    private List<OpenLease> Grant(LeaseRequest request)
    {
        var silo = request.Silo.ToParsableString();
        var own = State.Open.Where(lease => lease.Sender == request.Sender).ToList();
        // What the sender was granted and does not know of was lost on the way to it.
        var granted = own.Where(lease => !request.Held.Contains(lease.Number)).ToList();
        var room = Math.Min(request.Wanted, _services.Times.PerSender - own.Count);
        var fresh = 0;
        for (; fresh < room && Ledger.Grant(request.Slot, silo, request.Sender, Now) is { } lease; fresh++) granted.Add(lease);
        foreach (var lease in granted) _clock.Renew(lease.Number);
        _services.Metrics.LeaseGranted(fresh);
        _senders.Heard(request.Slot, silo, pulls: granted.Count > 0 || !request.Held.IsEmpty);
        return granted;
    }

    private Lease ToLease(OpenLease lease) => new(lease.Number, lease.Chunk, lease.Attempt, _services.Times.Length)
    {
        Remainder = lease.Remainder is { } left
            ? new LeasedRemainder(left.Basis, TimeSpan.FromMilliseconds(Math.Max(0, Now - left.Due)))
            : null,
    };
}
