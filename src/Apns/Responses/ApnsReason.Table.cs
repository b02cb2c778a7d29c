using System.Text;

namespace Push.Apns;

public sealed partial record ApnsReason
{
    // Apple, "Handling notification responses from APNs" and "Sending channel management requests to APNs"; what users
    // have seen besides is marked.
    private static readonly ApnsReason[] Table =
    [
        Known(400, "BadCollapseId", Verdict.GiveUp),
        Known(400, "BadExpirationDate", Verdict.GiveUp),
        Known(400, "BadMessageId", Verdict.GiveUp),
        Known(400, "BadPriority", Verdict.GiveUp),
        Known(400, "DuplicateHeaders", Verdict.GiveUp),
        Known(400, "InvalidPushType", Verdict.GiveUp),
        Known(400, "PayloadEmpty", Verdict.GiveUp),
        Known(400, "MissingDeviceToken", Verdict.GiveUp),
        Known(400, "BadDeviceToken", Verdict.ProposeRetirement),
        Known(400, "BadTopic", Verdict.FixTopic),
        Known(400, "MissingTopic", Verdict.FixTopic),
        Known(400, "DeviceTokenNotForTopic", Verdict.FixTopic),
        Known(400, "TopicDisallowed", Verdict.FixTopic),
        Known(400, "IdleTimeout", Verdict.NewConnection),
        Known(403, "BadCertificate", Verdict.FixCredential),
        Known(403, "BadCertificateEnvironment", Verdict.FixCredential),
        Known(403, "MissingProviderToken", Verdict.FixCredential),
        Known(403, "InvalidProviderToken", Verdict.FixCredential),
        Known(403, "Forbidden", Verdict.FixCredential),
        Known(403, "BadEnvironmentKeyIdInToken", Verdict.FixCredential),
        Known(403, "BadEnvironmentKeyInToken", Verdict.FixCredential), // Seen, not documented.
        Known(403, "ExpiredProviderToken", Verdict.RenewToken),
        Known(403, "UnrelatedKeyIdInToken", Verdict.NewConnection),
        Known(404, "BadPath", Verdict.GiveUp),
        Known(405, "MethodNotAllowed", Verdict.GiveUp),
        Known(410, "Unregistered", Verdict.Retire),
        Known(410, "ExpiredToken", Verdict.Retire),
        Known(413, "PayloadTooLarge", Verdict.GiveUp),
        Known(429, "TooManyRequests", Verdict.RetryLater),
        Known(429, "TooManyProviderTokenUpdates", Verdict.RetryLater),
        Known(500, "InternalServerError", Verdict.RetryLater),
        Known(503, "ServiceUnavailable", Verdict.RetryLater),
        Known(503, "Shutdown", Verdict.RetryLater),

        // Broadcast and channels.
        Known(400, "BadChannelId", Verdict.GiveUp),
        Known(400, "BadRequestParams", Verdict.GiveUp),
        Known(400, "BadRequestPayload", Verdict.GiveUp),
        Known(400, "CannotCreateChannelConfig", Verdict.GiveUp),
        Known(400, "ChannelNotRegistered", Verdict.GiveUp),
        Known(400, "FeatureNotEnabled", Verdict.GiveUp),
        Known(400, "MissingChannelId", Verdict.GiveUp),
        Known(400, "MissingPushType", Verdict.GiveUp),
        Known(403, "TopicMismatch", Verdict.FixTopic),
        Known(503, "Service Unavailable", Verdict.RetryLater),
    ];

    // Few reasons have the same length, so a lookup compares one or two.
    private static readonly (byte[] Text, ApnsReason Reason)[][] ByLength = Index();

    private static readonly ApnsReason?[] Textless = new ApnsReason?[600];

    private static ApnsReason Known(int status, string text, Verdict verdict) =>
        new(text, status, verdict, known: true);

    private static (byte[], ApnsReason)[][] Index() =>
        [.. Enumerable.Range(0, Table.Max(reason => reason.Text.Length) + 1).Select(length =>
            Table.Where(reason => reason.Text.Length == length)
                .Select(reason => (Encoding.UTF8.GetBytes(reason.Text), reason)).ToArray())];
}
