using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Grains.Users;

/// <summary>
/// Keeps the list of a user's devices, and sends to them. Looking and sending go by the list as it is stored, and wait for
/// nobody; changes of the list follow one another.
/// </summary>
[GrainType("push.user"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class UserGrain(
    [PersistentState("user", PushStorage.Name)] IPersistentState<UserState> state,
    AppDirectory apps,
    TimeProvider time,
    ILogger<UserGrain> log) : Grain, IUserGrain
{
    private ImmutableArray<UserDevice> _devices = [];

    private string App => UserKey.AppOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _devices = state.State.Devices;
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<DeviceRecord>> GetDevices(string user)
    {
        if (UserKey.Of(App, user) != this.GetPrimaryKeyString())
            throw new PushRequestException(RequestFault.Malformed, "user: is not that of the grain's key.");
        apps.Get(App);
        var listed = _devices;
        var records = await Task.WhenAll(listed.Select(device => Device(device.Token).Get(device.Token)));
        var strays = listed.Where((_, i) => !IsOf(user, records[i])).Select(device => device.Token).ToImmutableArray();
        if (strays.Length > 0) this.AsReference<IUserGrain>().Remove(strays).Ignore();
        return [.. records.OfType<DeviceRecord>().Where(record => IsOf(user, record))];
    }

    public async Task<ImmutableArray<UserReceipt>> Send(UserSend send, CancellationToken cancellationToken)
    {
        var app = apps.Get(App);
        app.Check(app.Complete(send.Content));
        var devices = await GetDevices(send.User);
        var id = send.Id ?? Guid.NewGuid();
        return [.. await Task.WhenAll(devices.Select(device => SendAsync(device.Token, send.Content, id, cancellationToken)))];
    }

    public Task Add(DeviceToken token) => WriteAsync(UserDevices.Add(state.State, token, time.GetUtcNow()));

    public Task Remove(ImmutableArray<DeviceToken> tokens) =>
        WriteAsync(UserDevices.Remove(state.State, tokens, time.GetUtcNow()));

    private static bool IsOf(string user, DeviceRecord? record) =>
        record is { Retired: RetirementReason.None } && record.Attributes.UserId == user;

    private IDeviceGrain Device(DeviceToken token) => GrainFactory.GetGrain<IDeviceGrain>(DeviceKey.Of(App, token));

    // One device's trouble is its own: the others' receipts count.
    private async Task<UserReceipt> SendAsync(
        DeviceToken token, NotificationContent content, Guid id, CancellationToken cancellationToken)
    {
        var apnsId = NotificationId.For(BinaryPrimitives.ReadUInt128BigEndian(id.ToByteArray(bigEndian: true)), token);
        try
        {
            return new UserReceipt(token, await Device(token).Send(new SingleSend(token, content, apnsId), cancellationToken));
        }
        catch (Exception e) when (e is not (OperationCanceledException or PushRequestException))
        {
            LogSendFailed(token, e);
            return new UserReceipt(
                token, new SendReceipt(new Answer(AttemptOutcome.Unknown, AttemptCause.CallFailed), apnsId));
        }
    }

    private async Task WriteAsync(UserState next)
    {
        if (next == state.State) return;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
            _devices = next.Devices;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
