using System.Text;
using Push.Apns;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Grains.Wallet;

/// <summary>The push that makes Wallet ask its web service for changed passes, and what follows from its answer.</summary>
internal static class UpdatePush
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("{}");

    /// <summary>Payload <c>{}</c>, the pass type as topic, and no push type (Apple, "Adding a web service to update passes").</summary>
    public static NotificationContent Of(string passType) => new() { Payload = Payload, Topic = passType };

    /// <param name="receipt">The answer.</param>
    /// <param name="registeredAt">When the device registered its token last, in milliseconds since 1970.</param>
    public static UpdatePushEffect Decide(SendReceipt receipt, long registeredAt)
    {
        var answer = receipt.Answer;
        if (answer.Outcome == AttemptOutcome.Accepted) return UpdatePushEffect.Told;
        if (answer.Outcome != AttemptOutcome.Rejected) return UpdatePushEffect.Later;
        var goneSince = receipt.Timestamp?.ToUnixTimeMilliseconds() ?? 0;
        if (RetirementRule.Decide(RetirementReasons.Of(answer), goneSince, registeredAt) == DeviceEffect.Retired)
            return UpdatePushEffect.Gone;
        return answer.Verdict switch
        {
            // A push to this token will be refused tomorrow as well.
            Verdict.GiveUp or Verdict.Retire or Verdict.ProposeRetirement => UpdatePushEffect.Told,
            _ => UpdatePushEffect.Later,
        };
    }
}

/// <summary>What follows from the answer to an update push.</summary>
internal enum UpdatePushEffect
{
    /// <summary>Nothing more is owed: accepted, or refused for good.</summary>
    Told,

    /// <summary>Apple says that the token is gone, and has been since after its registration: the device is dropped.</summary>
    Gone,

    /// <summary>It is sent again later.</summary>
    Later,
}
