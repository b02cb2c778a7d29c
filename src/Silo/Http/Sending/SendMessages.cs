using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Silo.Http.Sending;

/// <summary>One notification to one device.</summary>
internal sealed record SendRequest : NotificationBody
{
    /// <summary>The device's token in hexadecimal.</summary>
    public string? Token { get; init; }

    /// <summary>The <c>apns-id</c>; left out: one is made.</summary>
    public Guid? Id { get; init; }
}

/// <summary>What became of it: a refusal of Apple's, too, is an answer.</summary>
internal sealed record SendReply(AttemptOutcome Outcome, Guid ApnsId, int Attempts)
{
    public int? Status { get; init; }

    public string? Reason { get; init; }

    public AttemptCause? Cause { get; init; }

    public double? RetryAfterSeconds { get; init; }

    public string? UniqueId { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public DeviceEffect? Effect { get; init; }

    public CampaignProblem? Problem { get; init; }

    public static SendReply Of(SendReceipt receipt) => new(receipt.Answer.Outcome, receipt.ApnsId, receipt.Attempts)
    {
        Status = receipt.Answer.Status == 0 ? null : receipt.Answer.Status,
        Reason = receipt.Answer.Reason,
        Cause = receipt.Answer.Cause == AttemptCause.None ? null : receipt.Answer.Cause,
        RetryAfterSeconds = receipt.Answer.RetryAfter?.TotalSeconds,
        UniqueId = receipt.UniqueId,
        Timestamp = receipt.Timestamp,
        Effect = receipt.Effect == DeviceEffect.None ? null : receipt.Effect,
        Problem = receipt.Problem,
    };
}
