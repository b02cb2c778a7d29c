using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

/// <summary>
/// Tells each app what Apple answered on this silo, many answers in one call: at once when there are proposals, else within
/// a second. From the same calls it knows how the app stands.
/// </summary>
/// <remarks>Called by senders and devices, on any thread; calls <see cref="IAppDesk"/>.</remarks>
internal sealed class AppReporter(IGrainFactory grains, IOptions<PushOptions> options, TimeProvider time, ILogger<AppReporter> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
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

    /// <summary>The app's gate on this silo.</summary>
    public AppGate GateOf(string app) => Channel(app).Gate;

    /// <summary>Completes at once when there are no proposals, else when they are stored.</summary>
    public Task ReportAsync(string app, int answers, IReadOnlyCollection<ProposalBatch> proposals) =>
        Channel(app).Add(answers, proposals);

    // After the senders, while grains still answer: answers that were not told by then are forgotten.
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(AppReporter), ServiceLifecycleStage.Active - 1, _ => Task.CompletedTask, _ => _stopped.CancelAsync());

    public void Dispose() => _stopped.Dispose();

    private AppChannel Channel(string app) => _channels.TryGetValue(app, out var channel)
        ? channel
        : _channels.GetOrAdd(app, new AppChannel(app, grains, time, options.Value.TokenUpdateHold, log, _stopped.Token));
}
