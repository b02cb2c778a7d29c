using Push.Grains.Packages;
using Push.Grains.Wallet;
using Push.Grains.Websites;

namespace Push.Grains.Apps;

/// <summary>What a silo needs to know to send. Validated when the silo starts; all errors are reported at once.</summary>
public sealed class PushOptions
{
    private const int MaxDevicesPerSegment = 10_000;

    /// <summary>The apps by name: 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c> At least one, or a signer.</summary>
    public Dictionary<string, AppOptions> Apps { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The signers of packages by name, named like apps. Default: none.</summary>
    public Dictionary<string, SignerOptions> Signers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// A proxy for the connections to APNs, <c>http://[user:password@]host:port</c>. Default: none given here, then
    /// <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> decide.
    /// </summary>
    public string? Proxy { get; set; }

    /// <summary>The pass types whose passes are kept and served, by their identifiers (<c>pass.…</c>). Default: none.</summary>
    public Dictionary<string, PassTypeOptions> Wallet { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The websites whose visitors get notifications in Safari, by their website push ids (<c>web.…</c>). Default: none.</summary>
    public Dictionary<string, WebsiteOptions> Websites { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether campaigns whose grain lives on this silo are sent. Default true; a program that only looks at a data folder,
    /// or steers what is in it, says false, or a running campaign would go on as soon as somebody asks for its counts.
    /// </summary>
    public bool Sends { get; set; } = true;

    /// <summary>
    /// Whether no other silo can be at the store while this one is, as when one process alone holds the store's file. What
    /// other silos had leased is free at once then; else a silo that the cluster doesn't know is waited for until its leases
    /// end, and only one that was declared dead is not. Default false.
    /// </summary>
    public bool IsOnlySilo { get; set; }

    /// <summary>
    /// Devices per segment of an audience, and so per chunk that a campaign leases; 1 to 10,000. With fewer, less is in question
    /// when a silo is killed; with more, each costs less. Segments that are there are split when they grow, and never
    /// merged. Default 1,000.
    /// </summary>
    public int DevicesPerSegment { get; set; } = 1000;

    /// <summary>When campaigns send again what was not accepted and may be later.</summary>
    public Senders.RetryOptions Retries { get; set; } = new();

    /// <summary>How long campaigns that have ended are kept.</summary>
    public Campaigns.RetentionOptions Retention { get; set; } = new();

    /// <summary>How much of what happens in an app is kept for those who read its events.</summary>
    public Feeds.FeedOptions Feed { get; set; } = new();

    /// <summary>Gives other options all that can be configured; what is in their dictionaries already stays.</summary>
    /// <param name="other">Options that don't hold anything under the same names.</param>
    public void CopyTo(PushOptions other)
    {
        foreach (var (name, app) in Apps) other.Apps[name] = app;
        foreach (var (name, signer) in Signers) other.Signers[name] = signer;
        foreach (var (id, type) in Wallet) other.Wallet[id] = type;
        foreach (var (id, website) in Websites) other.Websites[id] = website;
        (other.Proxy, other.DevicesPerSegment) = (Proxy, DevicesPerSegment);
        (other.Retries, other.Retention, other.Feed) = (Retries, Retention, Feed);
    }

    /// <summary>
    /// Everything that is wrong, each error beginning with the configuration key that it is about; empty when the options
    /// can be used. Key files and certificates are read for it.
    /// </summary>
    /// <param name="time">The clock, for the validity of certificates.</param>
    public IReadOnlyList<string> FindErrors(TimeProvider time)
    {
        var errors = new List<string>();
        if (Apps.Count == 0 && Signers.Count == 0) errors.Add("Push:Apps: no app is configured.");
        if (Proxy is { } proxy && !(Uri.TryCreate(proxy, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp))
            errors.Add("Push:Proxy: is http://[user:password@]host:port.");
        if (DevicesPerSegment is < 1 or > MaxDevicesPerSegment)
            errors.Add($"Push:DevicesPerSegment: is 1 to {MaxDevicesPerSegment:N0}.");
        errors.AddRange(Retries.FindErrors().Select(error => $"Push:Retries:{error}"));
        errors.AddRange(Retention.FindErrors().Select(error => $"Push:Retention:{error}"));
        errors.AddRange(Feed.FindErrors().Select(error => $"Push:Feed:{error}"));
        foreach (var (app, options) in Apps)
        {
            var reader = new AppReader(app, options, time.GetUtcNow());
            reader.Read();
            errors.AddRange(reader.Errors);
        }
        foreach (var (signer, options) in Signers)
        {
            var reader = new SignerReader(signer, options, time);
            reader.Read()?.Dispose();
            errors.AddRange(reader.Errors);
        }
        foreach (var (id, options) in Wallet)
        {
            var reader = new PassTypeReader(id, options, this);
            reader.Read();
            errors.AddRange(reader.Errors);
        }
        foreach (var (id, options) in Websites)
        {
            var reader = new WebsiteReader(id, options, this);
            reader.Read();
            errors.AddRange(reader.Errors);
        }
        return errors;
    }

    /// <summary>
    /// How long nothing is sent for an app after TooManyProviderTokenUpdates. Default 5 min: a quarter of the time that Apple
    /// counts by.
    /// </summary>
    internal TimeSpan TokenUpdateHold { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often key files and certificates are looked at.</summary>
    internal TimeSpan CredentialInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a device's update push waits for more of its passes to change. Default 1 s.</summary>
    internal TimeSpan UpdatePushLinger { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The times of leases.</summary>
    internal Senders.LeaseTimes Leases { get; set; } = new();
}
