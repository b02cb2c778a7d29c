using Push.Apns;

namespace Push.Cli.Payloads;

/// <summary>The payload of push types that say nothing but that something happened: it needn't be given.</summary>
internal static class PlainPayload
{
    /// <summary>The payload; null when the type's payload has something to say, or the type is not known.</summary>
    public static ApnsPayload? Of(PushType? type, string? topic) => type?.Value switch
    {
        "background" => new BackgroundPayload(),
        "controls" => new ControlsPayload(),
        "widgets" => new WidgetsPayload(),
        "location" => new LocationPayload(),
        "pushtotalk" => new PushToTalkPayload(),
        null when topic?.StartsWith("pass.", StringComparison.Ordinal) ?? false => new WalletPayload(),
        _ => null,
    };
}
