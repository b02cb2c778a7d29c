using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Push.Grains.Apps;
using Push.Grains.Concurrency;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Grains.Wallet;

/// <summary>
/// Keeps what one device has. Registrations come and go one at a time and touch two records, this one and a page of the
/// pass: the page is written first when one comes and last when one goes, so after a crash a page may list this device
/// without reason, and strikes it out when it next asks. An announcement waits for a registration under way, so that it
/// never says no for a pass that is just being entered.
/// </summary>
[GrainType("push.pass-device"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class PassDeviceGrain : Grain, IPassDeviceGrain
{
    private readonly IPersistentState<PassDeviceState> _state;
    private readonly PassTypes _types;
    private readonly TimeProvider _time;
    private readonly ILogger<PassDeviceGrain> _log;
    private readonly CoalescingWriter _writer;
    private readonly PushLinger _pushes;
    private readonly OneAtATime _changes = new();

    private DevicePasses _passes = null!;
    private long _stored;

    public PassDeviceGrain(
        [PersistentState("pass-device", PushStorage.Name)] IPersistentState<PassDeviceState> state,
        PassTypes types,
        IOptions<PushOptions> options,
        TimeProvider time,
        ILogger<PassDeviceGrain> log)
    {
        (_state, _types, _time, _log) = (state, types, time, log);
        _writer = new CoalescingWriter(StoreAsync);
        _pushes = new PushLinger(options.Value.UpdatePushLinger, time, PushAsync);
    }

    private string Key => this.GetPrimaryKeyString();

    private string PassType => PassKey.PassTypeOf(Key);

    private UInt128 Device => PassKey.DeviceOf(Key);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _passes = new DevicePasses(_state.State);
        _stored = _state.State.Count;
        return Task.CompletedTask;
    }

    public Task<PassRegistrationResult> Register(PassRegistration registration) => _changes.RunAsync(async () =>
    {
        if (_passes.Find(registration.Serial) is not null)
        {
            if (!await Pass(registration.Serial).Authorize(registration.AuthenticationToken))
                return PassRegistrationResult.Unauthorized;
            if (_passes.Reach(registration.PushToken, _time.GetUtcNow())) await WriteAsync();
            return PassRegistrationResult.Known;
        }
        if (_passes.IsFull) return PassRegistrationResult.Full;
        var admission = await Pass(registration.Serial).Admit(registration.AuthenticationToken, Device);
        if (admission == PassAdmission.Unauthorized) return PassRegistrationResult.Unauthorized;
        if (admission == PassAdmission.Full) return PassRegistrationResult.Full;
        _passes.Enter(registration.Serial, admission.Page, admission.Revision);
        _passes.Reach(registration.PushToken, _time.GetUtcNow());
        await WriteAsync();
        // Whoever adds a pass long after it was handed out has an old copy, and would not ask by itself.
        if (admission.Revision > 1) _pushes.SendAsync().Ignore();
        return PassRegistrationResult.Created;
    });

    public Task<bool> Unregister(string serial, string authenticationToken) => _changes.RunAsync(async () =>
    {
        if (!await Pass(serial).Authorize(authenticationToken)) return false;
        await ForgetAsync([serial]);
        return true;
    });

    public async Task<UpdatedPasses?> GetUpdated(string? tag)
    {
        await _writer.SettleAsync();
        return _passes.Since(UpdateTag.TryParse(tag), _stored);
    }

    public async Task<AnnouncementResult> Announce(string serial, PassAnnouncement announcement)
    {
        if (_passes.Find(serial) is null || announcement.IsDeleted)
        {
            await _changes.RunAsync(async () =>
            {
                if (announcement.IsDeleted && _passes.Find(serial) is { } pass && pass.Revision < announcement.Revision)
                    await ForgetAsync([serial], tellPages: false);
            });
            if (_passes.Find(serial) is null) return AnnouncementResult.NotRegistered;
            if (announcement.IsDeleted) return AnnouncementResult.Told;
        }
        if (_passes.Mark(_passes.Find(serial)!, announcement.Revision)) await WriteAsync();
        else await _writer.SettleAsync();
        if (!_passes.IsOwed(serial)) return AnnouncementResult.Told;
        return await _pushes.SendAsync() ? AnnouncementResult.Told : AnnouncementResult.Later;
    }

    public Task<RegisteredDevice?> Get()
    {
        var state = _passes.State;
        return Task.FromResult(_passes.IsEmpty ? null : new RegisteredDevice(Device.ToString("x32", null), state.PushToken,
            DateTimeOffset.FromUnixTimeMilliseconds(state.RegisteredAt), state.Passes.Count));
    }

    private IPassGrain Pass(string serial) => GrainFactory.GetGrain<IPassGrain>(PassKey.Of(PassType, serial));

    private async Task<bool> PushAsync()
    {
        var state = _passes.State;
        var (upTo, token, registeredAt) = (state.Count, state.PushToken, state.RegisteredAt);
        if (_passes.IsEmpty) return true;
        var app = _types.Get(PassType).App;
        var receipt = await GrainFactory.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token))
            .Send(new SingleSend(token, UpdatePush.Of(PassType)), CancellationToken.None);
        switch (UpdatePush.Decide(receipt, registeredAt))
        {
            case UpdatePushEffect.Told:
                // Written with the next change: should it be lost, the device gets one push more.
                state.Told = Math.Max(state.Told, upTo);
                return true;
            case UpdatePushEffect.Gone:
                await DropAsync(token);
                return true;
            default:
                LogNotSent(PassType, token, receipt.Answer.Outcome, receipt.Answer.Reason ?? $"{receipt.Answer.Cause}");
                return false;
        }
    }

    private Task DropAsync(Apns.DeviceToken token) => _changes.RunAsync(async () =>
    {
        // It may have registered a new token meanwhile.
        if (_passes.State.PushToken != token) return;
        LogDropped(PassType, token, _passes.State.Passes.Count);
        await ForgetAsync([.. _passes.State.Passes.Select(pass => pass.Serial)]);
    });

    private async Task ForgetAsync(IReadOnlyList<string> serials, bool tellPages = true)
    {
        var held = serials.Select(_passes.Find).OfType<HeldPass>().ToList();
        if (held.Count == 0) return;
        foreach (var pass in held) _passes.Strike(pass.Serial);
        await WriteAsync();
        if (tellPages)
            await Task.WhenAll(held.Select(pass => GrainFactory.GetGrain<IPassPageGrain>(
                PassKey.OfPage(PassKey.Of(PassType, pass.Serial), pass.Page)).Remove(Device)));
    }

    private async Task WriteAsync()
    {
        try
        {
            await _writer.WriteAsync();
        }
        catch
        {
            // What is in memory was promised to nobody.
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task StoreAsync()
    {
        var count = _passes.State.Count;
        _state.State = _passes.State;
        if (_passes.IsEmpty) await _state.ClearStateAsync();
        else await _state.WriteStateAsync();
        _stored = count;
    }
}
