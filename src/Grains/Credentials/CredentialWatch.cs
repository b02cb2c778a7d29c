using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Credentials;

/// <summary>
/// Looks at the key files and certificates of this silo's apps every few seconds, and takes over what was replaced: new
/// connections use it, and those there are make room for new ones. What can't be used is said and left alone: the old one
/// stays. It also says, at start and daily, which certificates end soon.
/// </summary>
internal sealed partial class CredentialWatch : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly AppDirectory _apps;
    private readonly PushOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CredentialWatch> _log;
    private readonly List<(string App, AppOptions Options, WatchedFiles Files)> _watched;
    private readonly CancellationTokenSource _stopped = new();
    private Task _watching = Task.CompletedTask;
    private DateTimeOffset _nextWarning;

    public CredentialWatch(AppDirectory apps, IOptions<PushOptions> options, TimeProvider time, ILogger<CredentialWatch> log)
    {
        (_apps, _options, _time, _log) = (apps, options.Value, time, log);
        _watched = [.. _options.Apps.Select(app => (app.Key, app.Value, new WatchedFiles(
            [app.Value.KeyFile, app.Value.CertificateFile, app.Value.CertificateKeyFile, app.Value.CertificatePasswordFile])))];
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(CredentialWatch), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        WarnOfEnds();
        _watching = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync();
        await _watching;
    }

    public void Dispose() => _stopped.Dispose();

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(_options.CredentialInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                foreach (var (app, options, files) in _watched)
                    if (files.TakeChange()) Take(app, options);
                if (_time.GetUtcNow() >= _nextWarning) WarnOfEnds();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Take(string name, AppOptions options)
    {
        try
        {
            var reader = new AppReader(name, options, _time.GetUtcNow());
            if (reader.Read() is not { } app)
            {
                LogKept(name, string.Join(' ', reader.Errors));
                return;
            }
            _apps.Replace(app);
            LogReplaced(name, app.Certificate is { } certificate
                ? $"a certificate that ends at {certificate.ExpiresAt.ToUniversalTime():u}"
                : $"the key {app.Signer?.KeyId}");
        }
        catch (Exception e)
        {
            // Whatever a file does to its reader: the watch goes on.
            LogKept(name, e.Message);
        }
    }

    private void WarnOfEnds()
    {
        var now = _time.GetUtcNow();
        _nextWarning = now + Day;
        foreach (var app in _apps.All)
            if (app.Certificate?.ExpiryWarning(now) is { } warning) LogEnds(app.Name, warning);
    }
}
