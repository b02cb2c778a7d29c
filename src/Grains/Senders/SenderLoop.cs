using Microsoft.Extensions.Logging;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>
/// Pulls chunks of one campaign for one connection slot: up to four are held, so that the connection always has the next
/// one queued while one finishes. Reports, renewals and requests share one call at a time.
/// </summary>
/// <remarks>Belongs to a <see cref="SenderGrain"/> and runs on its scheduler; calls <see cref="ILeaseDesk"/>.</remarks>
internal sealed partial class SenderLoop
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly SenderKey _key;
    private readonly SendingOrder _order;
    private readonly SenderServices _services;
    private readonly ILogger _log;
    private readonly OrderSignal _signal;
    private readonly SlotTrust _slot = new();
    private readonly Guid _sender = Guid.NewGuid();
    private readonly Dictionary<long, HeldLease> _held = [];
    private readonly Dictionary<long, ChunkSender> _working = [];
    private readonly List<ChunkReport> _reports = [];
    private readonly List<long> _returned = [];
    private readonly List<long> _givenUp = [];
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CampaignProblem? _problem;
    private TimeSpan? _moreIn;
    private bool _abandoned;

    public SenderLoop(SenderKey key, SendingOrder order, SenderServices services)
    {
        (_key, _order, _services, _log) = (key, order, services, services.Log);
        _signal = new OrderSignal(order.Revision);
    }

    /// <summary>Whether it sends what is ordered, and not for a campaign of the same id that was deleted.</summary>
    public bool IsOf(SendingOrder order) => order.Nonce == _order.Nonce;

    /// <summary>Whether the connection slot belongs on this silo; else nothing more is leased from here.</summary>
    public bool IsHome => _services.Apps.Find(_key.App) is { } app
        && _services.Homes.IsHome(new ConnectionKey(_key.App, _key.Slot), app.Connections);

    /// <summary>How the campaign stands, told before the next exchange.</summary>
    public void Tell(SenderOrder order, long revision)
    {
        Follow(order, revision);
        _wake.TrySetResult();
    }

    /// <summary>Takes no more leases, and ends when what is held has been reported or handed back.</summary>
    public void Stop()
    {
        _signal.Stop();
        _wake.TrySetResult();
    }

    /// <summary>Ends now. What is held is left to the campaign, which leases it again.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Stop();
    }

    /// <summary>Runs until there is nothing to hold and nothing to lease.</summary>
    /// <param name="keepAlive">Called at every turn, so that the grain isn't taken for idle.</param>
    public async Task RunAsync(Action keepAlive)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        while (true)
        {
            keepAlive();
            _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_abandoned)
            {
                foreach (var number in _held.Keys.ToList()) Lose(number);
                return;
            }
            var asked = _services.Time.GetTimestamp();
            var request = Request();
            var grant = await ExchangeAsync(request);
            if (grant is not null)
            {
                Forget(request);
                Take(grant, asked);
                // Unless it was told something meanwhile that the campaign did not know of when it answered.
                if (_held.Count == 0 && !HasNews && !_wake.Task.IsCompleted) return;
            }
            else
            {
                await Task.Delay(RetryPause, _services.Time);
            }
            DropExpired();
            if (grant is not null && !HasNews) await WaitAsync();
        }
    }

    private bool HasNews => _reports.Count > 0 || _returned.Count > 0 || _givenUp.Count > 0;

    private LeaseRequest Request() => new(_key.Slot, _services.Homes.Local, Wanted)
    {
        Sender = _sender,
        Nonce = _order.Nonce,
        Reports = [.. _reports],
        Held = [.. _held.Keys],
        Returned = [.. _returned],
        Abandoned = [.. _givenUp],
        Problem = _problem ?? _working.Values.Select(chunk => chunk.Problem).FirstOrDefault(problem => problem is not null),
    };

    private async Task<LeaseGrant?> ExchangeAsync(LeaseRequest request)
    {
        try
        {
            return await _services.Grains.GetGrain<ILeaseDesk>(CampaignKey.Of(_order.Campaign)).Exchange(request);
        }
        catch (Exception e)
        {
            LogExchangeFailed(_order.Campaign, _key.Slot, e);
            return null;
        }
    }

    private void Forget(LeaseRequest request)
    {
        _reports.RemoveAll(report => request.Reports.Contains(report));
        _returned.RemoveAll(lease => request.Returned.Contains(lease));
        _givenUp.RemoveAll(lease => request.Abandoned.Contains(lease));
        _problem = null;
    }

    private void Take(LeaseGrant grant, long asked)
    {
        foreach (var held in _held.Values) held.Renew(asked);
        foreach (var number in grant.Lost) Lose(number);
        Follow(grant.Order, grant.Revision);
        _moreIn = grant.MoreIn;
        foreach (var lease in grant.Leases)
        {
            var held = new HeldLease(lease, asked, _services.Time);
            var chunk = new ChunkSender(held, _order, _key, _signal, _slot, _services, () => _wake.TrySetResult());
            _held[lease.Number] = held;
            _working[lease.Number] = chunk;
            SendAsync(held, chunk).Ignore();
        }
    }

    private async Task SendAsync(HeldLease held, ChunkSender chunk)
    {
        var outcome = ChunkOutcome.Lost;
        try
        {
            outcome = await chunk.SendAsync();
        }
        catch (Exception e)
        {
            LogChunkFailed(_order.Campaign, held.Lease.Chunk, e);
            await Task.Delay(RetryPause, _services.Time);
        }
        finally
        {
            var number = held.Lease.Number;
            _held.Remove(number);
            _working.Remove(number);
            held.Dispose();
            if (outcome.Report is { } report) _reports.Add(report);
            else if (outcome.IsReturned) _returned.Add(number);
            // To forget it silently would look as if the grant had been lost, and it would be granted again.
            else _givenUp.Add(number);
            _problem ??= outcome.Problem;
            _wake.TrySetResult();
        }
    }

    // The campaign leases the chunk again; what is still written would be written twice.
    private void DropExpired()
    {
        foreach (var held in _held.Values.Where(held => held.TimeLeft <= TimeSpan.Zero).ToList()) Lose(held.Lease.Number);
    }

    private void Lose(long number)
    {
        if (!_held.TryGetValue(number, out var held)) return;
        LogLost(_order.Campaign, number, held.Lease.Chunk);
        held.Lose();
    }

    // Whatever is not to be sent any more is not written any more, from the connection's next slice on.
    private void Follow(SenderOrder order, long revision)
    {
        var before = _signal.Current;
        _signal.Set(order, revision);
        if (_signal.Current == before || _signal.Current == SenderOrder.Send) return;
        _services.Grains.GetGrain<IConnectionGrain>(new ConnectionKey(_key.App, _key.Slot).ToString()).Halt(_order.Nonce).Ignore();
    }

    private TimeSpan TimeToNextExchange
    {
        get
        {
            if (Wanted == 0 || !(_moreIn < _services.Times.Renewal)) return _services.Times.Renewal;
            return _moreIn > ShortestPause ? _moreIn.Value : ShortestPause;
        }
    }

    private int Wanted => !IsHome || _signal.Current != SenderOrder.Send ? 0 : _services.Times.PerSender - _held.Count;

    private async Task WaitAsync()
    {
        using var stop = new CancellationTokenSource();
        await Task.WhenAny(_wake.Task, Task.Delay(TimeToNextExchange, _services.Time, stop.Token));
        await stop.CancelAsync();
    }
}
