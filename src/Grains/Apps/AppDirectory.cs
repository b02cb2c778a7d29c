using Microsoft.Extensions.Options;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>The apps of this silo, with their keys in memory. Every silo of a cluster is configured with the same.</summary>
internal sealed class AppDirectory
{
    private readonly Lock _lock = new();
    private volatile Dictionary<string, App> _apps;

    public AppDirectory(IOptions<PushOptions> options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        _apps = options.Value.Apps.ToDictionary(
            app => app.Key,
            app => new AppReader(app.Key, app.Value, now).Read()
                ?? throw new OptionsValidationException(app.Key, typeof(AppOptions), ["The app's files have changed."]),
            StringComparer.Ordinal);
    }

    /// <summary>Raised when an app's files were replaced, with the app as it is now.</summary>
    public event Action<App>? Replaced;

    public IEnumerable<App> All => _apps.Values;

    /// <exception cref="PushRequestException">There is no such app.</exception>
    public App Get(string name) => Find(name) ?? throw new PushRequestException(RequestFault.UnknownApp,
        $"There is no app '{name}' on this cluster; configured are: {string.Join(", ", _apps.Keys)}.");

    /// <summary>Takes an app whose files were read anew.</summary>
    public void Replace(App app)
    {
        lock (_lock) _apps = new Dictionary<string, App>(_apps, StringComparer.Ordinal) { [app.Name] = app };
        Replaced?.Invoke(app);
    }

    public App? Find(string name) => _apps.GetValueOrDefault(name);
}
