using Push.Apns;
using Push.Grains.Campaigns;

namespace Push.Grains.Connections;

/// <summary>What a slot needs of a connection to APNs. Nothing that Apple or the network does is thrown.</summary>
internal interface IApnsTransport : IAsyncDisposable
{
    bool IsConnected { get; }

    /// <summary>How many single sends it has room for: those that wait to be written, and those with a stream of their own.</summary>
    int MaxSingles { get; }

    /// <summary>Why the last try to connect failed; null when there was none since a connection was open.</summary>
    string? Failure { get; }

    /// <summary>What is wrong with the connection, for those who wait for it; null while it is open, or was never tried.</summary>
    CampaignProblem? Problem => !IsConnected && Failure is { } failure ? new(ProblemKind.Connection, failure) : null;

    /// <summary>What is known of a refusal beyond its reason, in a sentence: that a clock is wrong. Null: nothing.</summary>
    string? Explain(ApnsReason reason);

    ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken);

    /// <summary>Completes when every result is set; what could not be written in time is not sent.</summary>
    ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken);
}
