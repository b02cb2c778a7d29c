using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Push.Grains.Concurrency;

namespace Push.Grains.Wallet;

/// <summary>
/// Lists devices and asks them. One that says that it doesn't have the pass is struck out, unless it was entered anew
/// since it was asked.
/// </summary>
[GrainType("push.pass-page"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class PassPageGrain : Grain, IPassPageGrain
{
    /// <summary>Devices of one page.</summary>
    public const int Capacity = 1000;

    private readonly IPersistentState<PassPageState> _state;
    private readonly ILogger<PassPageGrain> _log;
    private readonly CoalescingWriter _writer;
    private readonly Dictionary<UInt128, int> _entered = [];
    private int _entries;

    public PassPageGrain(
        [PersistentState("pass-page", PushStorage.Name)] IPersistentState<PassPageState> state, ILogger<PassPageGrain> log)
    {
        (_state, _log) = (state, log);
        _writer = new CoalescingWriter(StoreAsync);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var device in _state.State.Devices) _entered[device] = ++_entries;
        return Task.CompletedTask;
    }

    public async Task<bool> Add(UInt128 device)
    {
        if (_entered.Count >= Capacity && !_entered.ContainsKey(device)) return false;
        _entered[device] = ++_entries;
        await WriteAsync();
        return true;
    }

    public Task Remove(UInt128 device) => _entered.Remove(device) ? WriteAsync() : Task.CompletedTask;

    public Task<ImmutableArray<UInt128>> GetDevices() => Task.FromResult(_entered.Keys.ToImmutableArray());

    public async Task<int> Announce(PassAnnouncement announcement)
    {
        var (passType, serial) = PassKey.PassOfPage(this.GetPrimaryKeyString());
        var asked = _entered.ToArray();
        var results = await Task.WhenAll(asked.Select(entry => AskAsync(passType, serial, entry.Key, announcement)));
        var struckOut = false;
        foreach (var ((device, entry), result) in asked.Zip(results))
            struckOut |= result == AnnouncementResult.NotRegistered && _entered.GetValueOrDefault(device) == entry
                && _entered.Remove(device);
        if (struckOut) await WriteAsync();
        return results.Count(result => result == AnnouncementResult.Later);
    }

    private async Task<AnnouncementResult> AskAsync(
        string passType, string serial, UInt128 device, PassAnnouncement announcement)
    {
        try
        {
            return await GrainFactory.GetGrain<IPassDeviceGrain>(PassKey.OfDevice(passType, device)).Announce(serial, announcement);
        }
        catch (Exception e)
        {
            LogFailed(serial, e);
            return AnnouncementResult.Later;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await _writer.WriteAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private Task StoreAsync()
    {
        _state.State = new PassPageState { Devices = [.. _entered.Keys] };
        return _entered.Count == 0 ? _state.ClearStateAsync() : _state.WriteStateAsync();
    }
}
