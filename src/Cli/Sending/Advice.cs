using Push.Apns;

namespace Push.Cli.Sending;

/// <summary>What a person can do about an answer of APNs.</summary>
internal static class Advice
{
    /// <summary>Advice for one result; null when there is nothing to do.</summary>
    /// <param name="result">The result.</param>
    /// <param name="environment">Where it was sent.</param>
    /// <param name="explanation">What the connection knows of a refusal beyond its reason.</param>
    public static string? For(in AttemptResult result, ApnsEnvironment environment, string? explanation) => result.Outcome switch
    {
        AttemptOutcome.Rejected when result.Reason is { } reason => explanation ?? For(reason, environment),
        AttemptOutcome.NotSent => "Nothing was sent; it can be sent again without a duplicate.",
        AttemptOutcome.Unknown => "It may have arrived or not; with a --collapse-id the device shows one of several.",
        _ => null,
    };

    /// <summary>Advice for a reason.</summary>
    public static string For(ApnsReason reason, ApnsEnvironment environment) => reason.Text switch
    {
        "BadDeviceToken" => BadDeviceToken(environment),
        "DeviceTokenNotForTopic" => "The token belongs to another app: check --topic against the app's bundle id.",
        "BadEnvironmentKeyIdInToken" or "BadEnvironmentKeyInToken" or "BadCertificateEnvironment" =>
            $"The credential is for the other environment, not for {environment.ToString().ToLowerInvariant()}.",
        "InvalidProviderToken" => "Check that key, key id and team id belong together, and that the key was not revoked.",
        "ExpiredProviderToken" => "Check this machine's clock: a provider token is good for an hour.",
        "TooManyProviderTokenUpdates" => "Use one provider token for at least 20 minutes; wait, then send again.",
        "MissingProviderToken" => "A provider key is needed, or the client certificate did not reach APNs.",
        "FeatureNotEnabled" => "Broadcasts are not enabled for the bundle id: switch them on at developer.apple.com.",
        "ChannelNotRegistered" or "BadChannelId" => "There is no such channel of this app in this environment.",
        "CannotCreateChannelConfig" => "The app has as many channels as Apple allows; delete some first.",
        _ => For(reason.Verdict),
    };

    private static string BadDeviceToken(ApnsEnvironment environment) => environment switch
    {
        ApnsEnvironment.Production => "The token is unknown to production. It may belong to the other environment: an app that "
            + "Xcode installed gets sandbox tokens (--environment sandbox).",
        ApnsEnvironment.Sandbox => "The token is unknown to the sandbox. It may belong to the other environment: apps from the App Store "
            + "and TestFlight get production tokens (--environment production).",
        _ => "The token is unknown here. At Apple it may belong to the other environment, sandbox or production.",
    };

    private static string For(Verdict verdict) => verdict switch
    {
        Verdict.Retire => "The app is gone from the device: don't send to this token again.",
        Verdict.FixTopic => "Check the topic, its suffix for the push type, and that the credential covers it.",
        Verdict.FixCredential => "Check the credential.",
        Verdict.RenewToken or Verdict.NewConnection or Verdict.RetryLater => "Send it again later.",
        _ => "The request itself is wrong; sent again, it will be refused again.",
    };
}
