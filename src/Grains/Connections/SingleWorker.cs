using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Telemetry;

namespace Push.Grains.Connections;

/// <summary>
/// Sends single notifications off the grain's scheduler. While the app's gate is closed they are answered at once with the
/// problem, but for the one that is let through to try; until something was taken, they go one after the other. As many as
/// the connection has room for are taken: also those that wait for the gate, or for a connection, are waiting in a queue.
/// </summary>
/// <remarks>Called by <see cref="ConnectionGrain"/>; calls <see cref="IApnsTransport"/>.</remarks>
internal sealed class SingleWorker(IApnsTransport transport, AppGate gate, PushMetrics metrics)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private int _underWay;

    /// <summary>How many were taken and have not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <returns>How it ended: at once and busy when too many are under way.</returns>
    public async Task<SendReceipt> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _underWay) > transport.MaxSingles
                ? NotSent(notification, AttemptCause.Busy)
                : await SendThroughGateAsync(notification, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task<SendReceipt> SendThroughGateAsync(Notification notification, CancellationToken cancellationToken)
    {
        var topic = notification.Content.Topic;
        switch (await gate.EnterAsync(topic, MaxWait, cancellationToken))
        {
            case GateEntry.Proven:
                return await SendNowAsync(notification, cancellationToken);
            case GateEntry.Closed:
                return NotSent(notification, AttemptCause.NoCredential, gate.ProblemOf(topic));
            case GateEntry.Late:
                return NotSent(notification, cancellationToken.IsCancellationRequested ? AttemptCause.Cancelled : AttemptCause.Deadline);
        }
        try
        {
            return await SendNowAsync(notification, cancellationToken);
        }
        finally
        {
            gate.LeaveProbe();
        }
    }

    private async ValueTask<SendReceipt> SendNowAsync(Notification notification, CancellationToken cancellationToken)
    {
        var started = metrics.Now;
        var result = await transport.SendAsync(notification, cancellationToken);
        metrics.Single(result, started);
        gate.Observe(notification.Content.Topic, [result], transport.Explain);
        var receipt = SendReceipt.Of(result);
        return result.Outcome == AttemptOutcome.Accepted ? receipt : receipt with { Problem = ProblemOf(result, notification.Content.Topic) };
    }

    private CampaignProblem? ProblemOf(in AttemptResult result, string? topic) =>
        result.Reason is { Verdict: Verdict.FixCredential or Verdict.RenewToken } refused
            ? AppGate.Describe(refused, transport.Explain(refused))
            : gate.ProblemOf(topic) ?? transport.Problem;

    private static SendReceipt NotSent(Notification notification, AttemptCause cause, CampaignProblem? problem = null) =>
        new(new Answer(AttemptOutcome.NotSent, cause), notification.Id ?? Guid.Empty) { Problem = problem };
}
