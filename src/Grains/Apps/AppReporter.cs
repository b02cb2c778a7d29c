using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

/// <summary>
/// Tells each app what Apple answered on this silo, many answers in one call: at once when there are proposals, else within
/// a second. From the same calls it knows how the app stands.
/// </summary>
/// <remarks>Called by senders and devices, on any thread; calls <see cref="IAppDesk"/>.</remarks>
internal sealed class AppReporter(IGrainFactory grains, TimeProvider time, ILogger<AppReporter> log) : IDisposable
{
    private readonly ConcurrentDictionary<string, AppChannel> _channels = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>What the app's campaigns are to stop for; null: nothing. The app is asked only when it was so a moment ago.</summary>
    public async ValueTask<CampaignProblem?> BrakeOfAsync(string app)
    {
        var channel = Channel(app);
        if (channel.Standing.Brake is null) return null;
        await channel.Ask();
        return channel.Standing.Brake;
    }

    /// <summary>Completes at once when there are no proposals, else when they are stored.</summary>
    public Task ReportAsync(string app, int answers, IReadOnlyCollection<ProposalBatch> proposals) =>
        Channel(app).Add(answers, proposals);

    /// <summary>Gives up what could not be told: the silo has stopped.</summary>
    public void Dispose() => _stopped.Cancel();

    private AppChannel Channel(string app) => _channels.TryGetValue(app, out var channel)
        ? channel
        : _channels.GetOrAdd(app, new AppChannel(app, grains, time, log, _stopped.Token));
}
