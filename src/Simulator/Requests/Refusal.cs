using System.Text;

namespace Push.Simulator.Requests;

/// <summary>A status other than 200 with the reason that stands in its body, as Apple's page "Handling notification responses from APNs" lists them.</summary>
internal sealed class Refusal
{
    public static readonly Refusal BadChannelId = new(400, "BadChannelId");
    public static readonly Refusal BadCollapseId = new(400, "BadCollapseId");
    public static readonly Refusal BadDeviceToken = new(400, "BadDeviceToken");
    public static readonly Refusal BadExpirationDate = new(400, "BadExpirationDate");
    public static readonly Refusal BadMessageId = new(400, "BadMessageId");
    public static readonly Refusal BadPriority = new(400, "BadPriority");
    public static readonly Refusal BadRequestParams = new(400, "BadRequestParams");
    public static readonly Refusal BadRequestPayload = new(400, "BadRequestPayload");
    public static readonly Refusal BadTopic = new(400, "BadTopic");
    public static readonly Refusal CannotCreateChannelConfig = new(400, "CannotCreateChannelConfig");
    public static readonly Refusal ChannelNotRegistered = new(400, "ChannelNotRegistered");
    public static readonly Refusal DeviceTokenNotForTopic = new(400, "DeviceTokenNotForTopic");
    public static readonly Refusal DuplicateHeaders = new(400, "DuplicateHeaders");
    public static readonly Refusal InvalidPushType = new(400, "InvalidPushType");
    public static readonly Refusal MissingChannelId = new(400, "MissingChannelId");
    public static readonly Refusal MissingDeviceToken = new(400, "MissingDeviceToken");
    public static readonly Refusal MissingPushType = new(400, "MissingPushType");
    public static readonly Refusal MissingTopic = new(400, "MissingTopic");
    public static readonly Refusal PayloadEmpty = new(400, "PayloadEmpty");
    public static readonly Refusal TopicDisallowed = new(400, "TopicDisallowed");
    public static readonly Refusal BadCertificate = new(403, "BadCertificate");
    public static readonly Refusal BadCertificateEnvironment = new(403, "BadCertificateEnvironment");
    public static readonly Refusal BadEnvironmentKeyIdInToken = new(403, "BadEnvironmentKeyIdInToken");
    public static readonly Refusal ExpiredProviderToken = new(403, "ExpiredProviderToken");
    public static readonly Refusal InvalidProviderToken = new(403, "InvalidProviderToken");
    public static readonly Refusal MissingProviderToken = new(403, "MissingProviderToken");
    public static readonly Refusal TopicMismatch = new(403, "TopicMismatch");
    public static readonly Refusal UnrelatedKeyIdInToken = new(403, "UnrelatedKeyIdInToken");
    public static readonly Refusal BadPath = new(404, "BadPath");
    public static readonly Refusal MethodNotAllowed = new(405, "MethodNotAllowed");
    public static readonly Refusal Unregistered = new(410, "Unregistered");
    public static readonly Refusal PayloadTooLarge = new(413, "PayloadTooLarge");
    public static readonly Refusal TooManyProviderTokenUpdates = new(429, "TooManyProviderTokenUpdates");
    public static readonly Refusal TooManyRequests = new(429, "TooManyRequests");
    public static readonly Refusal ServiceUnavailable = new(503, "ServiceUnavailable");

    /// <summary>A refusal with any status and reason; scripts may use ones that Apple has not invented yet.</summary>
    public Refusal(int status, string reason)
    {
        Status = status;
        Reason = reason;
        StatusText = Encoding.ASCII.GetBytes(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Opening = Encoding.UTF8.GetBytes($"{{\"reason\":\"{System.Text.Json.JsonEncodedText.Encode(reason)}\"");
    }

    /// <summary>The status that Apple gives with a reason; null for a reason that its pages don't list.</summary>
    public static int? StatusOf(string reason) => reason switch
    {
        "BadCollapseId" or "BadDeviceToken" or "BadExpirationDate" or "BadMessageId" or "BadPriority" or "BadTopic"
            or "DeviceTokenNotForTopic" or "DuplicateHeaders" or "IdleTimeout" or "InvalidPushType" or "MissingDeviceToken"
            or "MissingTopic" or "PayloadEmpty" or "TopicDisallowed"
            or "BadChannelId" or "BadRequestParams" or "BadRequestPayload" or "CannotCreateChannelConfig"
            or "ChannelNotRegistered" or "FeatureNotEnabled" or "MissingChannelId" or "MissingPushType" => 400,
        "BadCertificate" or "BadCertificateEnvironment" or "BadEnvironmentKeyIdInToken" or "ExpiredProviderToken" or "Forbidden"
            or "InvalidProviderToken" or "MissingProviderToken" or "UnrelatedKeyIdInToken" or "TopicMismatch" => 403,
        "BadPath" => 404,
        "MethodNotAllowed" => 405,
        "ExpiredToken" or "Unregistered" => 410,
        "PayloadTooLarge" => 413,
        "TooManyProviderTokenUpdates" or "TooManyRequests" => 429,
        "InternalServerError" => 500,
        "ServiceUnavailable" or "Shutdown" => 503,
        _ => null,
    };

    public int Status { get; }

    public string Reason { get; }

    /// <summary>The status as the three digits of <c>:status</c>.</summary>
    public byte[] StatusText { get; }

    /// <summary>The body up to the reason; a timestamp may follow before the closing brace.</summary>
    public byte[] Opening { get; }
}
