using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Concurrency;
using Push.Grains.Connections;
using Push.Grains.Notifications;

namespace Push.Grains.Broadcast;

/// <summary>Talks to Apple about an app's channels, and keeps the list. The network's work runs off the grain's scheduler.</summary>
[GrainType("push.channels"), Reentrant]
internal sealed partial class ChannelsGrain : Grain, IChannelsGrain, IAsyncDisposable
{
    private const int MaxMisses = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly AppDirectory _apps;
    private readonly BroadcastTransports _transports;
    private readonly IPersistentState<ChannelsState> _state;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelsGrain> _log;
    private readonly OneAtATime _changes = new();
    private BroadcastTransport? _transport;
    private int _creating;

    public ChannelsGrain(
        AppDirectory apps,
        BroadcastTransports transports,
        [PersistentState("channels", PushStorage.Name)] IPersistentState<ChannelsState> state,
        TimeProvider time,
        ILogger<ChannelsGrain> log) =>
        (_apps, _transports, _state, _time, _log) = (apps, transports, state, time, log);

    // By the first call, not while activating: an unknown app is the caller's mistake, and no error of the silo.
    private BroadcastTransport Transport => _transport ??= _transports.Create(_apps.Get(ChannelsKey.AppOf(this.GetPrimaryKeyString())));

    public async Task<ChannelReceipt> Create(ChannelStorage storage)
    {
        if (!Enum.IsDefined(storage)) throw new PushRequestException(RequestFault.Malformed, "storage: is none or most recent.");
        var transport = Transport;
        if (!_state.State.IsComplete && await RefreshAsync() is { Answer.Outcome: not AttemptOutcome.Accepted } refused) return refused;
        if (!ChannelBook.HasRoom(_state.State, _creating))
            throw new PushRequestException(RequestFault.ChannelLimit,
                $"The app has {_state.State.Channels.Count:N0} channels, and Apple allows {ChannelRules.MaxChannels:N0}: delete some first.");
        _creating++;
        try
        {
            var reply = await Task.Run(() => transport.Channels.CreateAsync(transport.BundleId, storage));
            if (reply is not { Outcome: AttemptOutcome.Accepted, ChannelId: { } id }) return ChannelReceipt.Of(reply);
            var channel = new ChannelRecord(id, storage, _time.GetUtcNow());
            // Should the storage fail, the channel exists all the same; its id is in the log, and the next refresh finds it.
            LogCreated(this.GetPrimaryKeyString(), id);
            await ChangeAsync(state => ChannelBook.Put(state, channel));
            return ChannelReceipt.Of(reply) with { Channel = channel };
        }
        finally
        {
            _creating--;
        }
    }

    public async Task<ChannelReceipt> Get(string channelId)
    {
        Check(channelId);
        var transport = Transport;
        var reply = await Task.Run(() => transport.Channels.ReadAsync(transport.BundleId, channelId));
        if (reply.Outcome != AttemptOutcome.Accepted) return ChannelReceipt.Of(reply);
        var known = _state.State.Channels.Find(channel => channel.Id == channelId);
        return ChannelReceipt.Of(reply) with { Channel = new ChannelRecord(channelId, reply.Storage, known?.CreatedAt) };
    }

    public async Task<ChannelList> List(bool refresh)
    {
        _ = Transport;
        var asked = refresh || !_state.State.IsComplete ? await RefreshAsync() : null;
        return new ChannelList([.. _state.State.Channels], ChannelRules.MaxChannels) { Refresh = asked };
    }

    public async Task<ChannelReceipt> Delete(string channelId)
    {
        Check(channelId);
        var transport = Transport;
        var reply = await Task.Run(() => transport.Channels.DeleteAsync(transport.BundleId, channelId));
        var isGone = reply.Outcome == AttemptOutcome.Accepted || reply.Reason?.Text is "ChannelNotRegistered" or "BadChannelId";
        if (isGone && _state.State.Channels.Exists(channel => channel.Id == channelId))
            await ChangeAsync(state => ChannelBook.Remove(state, channelId));
        return ChannelReceipt.Of(reply);
    }

    public async Task<SendReceipt> Publish(BroadcastSend broadcast, CancellationToken cancellationToken)
    {
        var transport = Transport;
        var whole = new Apns.Broadcast
        {
            BundleId = transport.BundleId,
            ChannelId = broadcast.ChannelId,
            Payload = broadcast.Payload,
            Expiration = Expiration.FromEpochSeconds(broadcast.Expiration),
            Priority = broadcast.Priority,
        };
        var violations = whole.Validate();
        if (violations.Count > 0) throw new PushRequestException(RequestFault.InvalidNotification, string.Join("; ", violations));
        var id = broadcast.Id ?? Guid.NewGuid();
        // Only what was certainly not processed is sent again.
        for (var attempt = 1; ; attempt++)
        {
            var result = await Task.Run(() => transport.Client.PublishAsync(whole, id, cancellationToken).AsTask(), CancellationToken.None);
            if (result.Outcome != AttemptOutcome.NotSent || !IsPassing(result.Cause) || attempt == MaxMisses)
                return SendReceipt.Of(result) with { Attempts = attempt, Problem = Problem(transport, result) };
            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), _time, cancellationToken);
        }
    }

    // After the last call has returned.
    public ValueTask DisposeAsync() => _transport?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static bool IsPassing(AttemptCause cause) => cause is AttemptCause.ConnectionClosing or AttemptCause.ConnectionLost
        or AttemptCause.StreamRefused or AttemptCause.Busy;

    private static CampaignProblem? Problem(BroadcastTransport transport, in AttemptResult result) => result switch
    {
        { Cause: AttemptCause.NoConnection } when transport.Failure is { } failure => new CampaignProblem(ProblemKind.Connection, failure),
        { Reason: { Verdict: Verdict.FixCredential or Verdict.RenewToken } reason } =>
            AppGate.Describe(reason, transport.Client.Explain(reason)),
        _ => null,
    };

    private async Task<ChannelReceipt> RefreshAsync()
    {
        var (transport, asked) = (Transport, _time.GetUtcNow());
        var reply = await Task.Run(() => transport.Channels.ListAsync(transport.BundleId));
        if (reply is { Outcome: AttemptOutcome.Accepted, ChannelIds: { } ids })
            await ChangeAsync(state => ChannelBook.Reconcile(state, ids, asked));
        return ChannelReceipt.Of(reply);
    }

    // One write at a time: the storage refuses a second one that doesn't know of the first.
    private Task ChangeAsync(Action<ChannelsState> change) => _changes.RunAsync(async () =>
    {
        try
        {
            change(_state.State);
            await _state.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote in between.
            await _state.ReadStateAsync();
            change(_state.State);
            await _state.WriteStateAsync();
        }
    });

    private static void Check(string channelId)
    {
        if (ChannelRules.CheckChannelId(channelId) is { } wrong) throw new PushRequestException(RequestFault.Malformed, $"channel: {wrong}.");
    }
}
