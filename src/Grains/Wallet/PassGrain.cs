using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Push.Grains.Concurrency;
using Push.Grains.Packages;

namespace Push.Grains.Wallet;

/// <summary>
/// Keeps a pass, and sees to it that devices learn of its changes. A change is written together with its revision; until
/// the other record says that this revision was announced, a reminder brings the grain back after any crash, and
/// <see cref="PassAnnouncer"/> goes on. What was announced twice is one push more, and a push says no more than "ask".
/// </summary>
[GrainType("push.pass"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class PassGrain : Grain, IPassGrain, IRemindable
{
    private const int MaxPages = 1000;

    private readonly IPersistentState<PassState> _state;
    private readonly IPersistentState<PassReachState> _reach;
    private readonly PassTypes _types;
    private readonly PassPackager _packager;
    private readonly TimeProvider _time;
    private readonly CoalescingWriter _reachWriter;
    private readonly ILogger<PassGrain> _log;
    private readonly OneAtATime _changes = new();

    // What others may know: the pass as it was stored last.
    private PassState _pass = new();
    private PassAnnouncer _announcer = null!;

    public PassGrain(
        [PersistentState("pass", PushStorage.Name)] IPersistentState<PassState> state,
        [PersistentState("pass-reach", PushStorage.Name)] IPersistentState<PassReachState> reach,
        PassTypes types,
        PassPackager packager,
        TimeProvider time,
        ILogger<PassGrain> log)
    {
        (_state, _reach, _types, _packager) = (state, reach, types, packager);
        _reachWriter = new CoalescingWriter(reach.WriteStateAsync);
        (_time, _log) = (time, log);
    }

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _pass = _state.State;
        _announcer = new PassAnnouncer(this, () => _pass, _reach.State, _reachWriter, _changes, _time, _log);
        _announcer.Start();
        return Task.CompletedTask;
    }

    public Task<PassStored> Put(PassContent content, string? authenticationToken)
    {
        _types.Get(PassKey.PassTypeOf(Key));
        PassRules.Check(content, authenticationToken);
        return _changes.RunAsync(async () =>
        {
            var token = authenticationToken ?? (_pass.AuthenticationToken is "" ? PassRules.NewToken() : _pass.AuthenticationToken);
            if (_pass.Content == content && _pass.AuthenticationToken == token) return new PassStored(PassEffect.Unchanged, Info());
            await _packager.CheckAsync(Info() with { AuthenticationToken = token }, content);
            var effect = _pass.Content is null ? PassEffect.Created : PassEffect.Changed;
            await ChangeAsync(_pass with { Content = content, AuthenticationToken = token });
            return new PassStored(effect, Info());
        });
    }

    public Task<bool> Delete() => _changes.RunAsync(async () =>
    {
        if (_pass.Content is null) return false;
        await ChangeAsync(_pass with { Content = null, Personalization = null });
        return true;
    });

    public Task<PassInfo?> Get() => Task.FromResult(_pass.Content is null ? null : Info());

    public Task<PassDownload?> Read() =>
        Task.FromResult(_pass.Content is null ? null : new PassDownload(Info(), _pass.Content));

    public Task<PassDownload?> Fetch(string authenticationToken, DateTimeOffset? modifiedSince) => Task.FromResult(
        IsAuthorized(authenticationToken)
            ? new PassDownload(Info(), modifiedSince >= _pass.LastModified ? null : _pass.Content)
            : null);

    public Task<bool> Authorize(string authenticationToken) => Task.FromResult(IsAuthorized(authenticationToken));

    public async Task<PassAdmission> Admit(string authenticationToken, UInt128 device)
    {
        if (!IsAuthorized(authenticationToken)) return PassAdmission.Unauthorized;
        var page = await EnterAsync(device);
        if (page < 0) return PassAdmission.Full;
        // Of the time after it was entered: what comes later is announced to it.
        return IsAuthorized(authenticationToken) ? new PassAdmission(page, _pass.Revision) : PassAdmission.Unauthorized;
    }

    public Task<bool> Personalize(ReadOnlyMemory<byte> info) => _changes.RunAsync(async () =>
    {
        if (_pass.Content is not { } content || !JsonObjects.IsObject(info, PassRules.MaxPersonalization)) return false;
        if (!content.Files.ContainsKey(PassContent.PersonalizationFile)
            && !_types.Get(PassKey.PassTypeOf(Key)).AsksForPersonalization) return false;
        if (_pass.Personalization?.Span.SequenceEqual(info.Span) != true) await WriteAsync(_pass with { Personalization = info });
        return true;
    });

    public async Task<PassRegistrations> GetRegistrations(int page)
    {
        var pages = _reach.State.Pages;
        if (page < 0 || page >= pages) return new PassRegistrations(pages, []);
        var listed = await Page(page).GetDevices();
        var devices = await Task.WhenAll(listed.Select(device =>
            GrainFactory.GetGrain<IPassDeviceGrain>(PassKey.OfDevice(PassKey.PassTypeOf(Key), device)).Get()));
        return new PassRegistrations(pages, [.. devices.OfType<RegisteredDevice>()]);
    }

    /// <summary>A reminder brings the pass back after a crash; a living one is gone on with.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => _announcer.ResumeAsync();

    internal IPassPageGrain Page(int page) => GrainFactory.GetGrain<IPassPageGrain>(PassKey.OfPage(Key, page));

    private async Task ChangeAsync(PassState next)
    {
        await _announcer.RemindAsync();
        await WriteAsync(next with
        {
            Revision = _pass.Revision + 1,
            LastModified = PassRules.Modified(_time.GetUtcNow(), _pass.LastModified),
        });
        _announcer.Start();
    }

    private async Task WriteAsync(PassState next)
    {
        _state.State = next;
        try
        {
            await _state.WriteStateAsync();
        }
        catch
        {
            // Whether it was written is known after reading it again.
            DeactivateOnIdle();
            throw;
        }
        _pass = next;
    }

    private async Task<int> EnterAsync(UInt128 device)
    {
        var reach = _reach.State;
        if (reach.Pages > 0)
        {
            var usual = (int)(device % (UInt128)reach.Pages);
            if (await Page(usual).Add(device)) return usual;
            if (await Page(reach.Pages - 1).Add(device)) return reach.Pages - 1;
        }
        return await _changes.RunAsync(async () =>
        {
            // Somebody else may have made one meanwhile.
            while (reach.Pages == 0 || !await Page(reach.Pages - 1).Add(device))
            {
                if (reach.Pages >= MaxPages) return -1;
                // Nobody was there to be told of what happened before.
                if (reach.Pages++ == 0) reach.Announced = _pass.Revision;
                await _reachWriter.WriteAsync();
            }
            return reach.Pages - 1;
        });
    }

    // A pass that isn't there is compared with as well, so that it takes the same time.
    private bool IsAuthorized(string token) => PassRules.IsToken(token, _pass.AuthenticationToken) && _pass.Content is not null;

    private PassInfo Info() => new(PassKey.PassTypeOf(Key), PassKey.SerialOf(Key), _pass.AuthenticationToken, _pass.Revision,
        _pass.LastModified)
    {
        IsAnnouncing = !_announcer.IsDone,
        Pages = _reach.State.Pages,
        Personalization = _pass.Personalization,
    };
}
