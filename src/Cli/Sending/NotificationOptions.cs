using System.CommandLine;

namespace Push.Cli.Sending;

/// <summary>The options that describe a notification apart from whom it goes to.</summary>
internal sealed class NotificationOptions
{
    public readonly Option<string?> Payload = new("--payload")
    {
        Description = "File with the JSON payload, sent byte for byte; - is standard input.",
        HelpName = "FILE|-",
    };

    public readonly Option<string?> PushType = new("--push-type")
    {
        Description = "apns-push-type: alert, background, voip, complication, fileprovider, mdm, location, liveactivity, pushtotalk, "
            + "controls, widgets, or none; left out, payload and topic decide.",
        HelpName = "TYPE",
    };

    public readonly Option<int?> Priority = new("--priority")
    {
        Description = "apns-priority: 10 at once, 5 as the device's power allows, 1 the least.",
        HelpName = "10|5|1",
    };

    public readonly Option<string?> Expiration = new("--expiration")
    {
        Description = "Until when APNs stores it: 0 = one attempt, seconds since 1970, a time (2030-01-31T12:00Z), or +2h; "
            + "left out = Apple's own policy.",
        HelpName = "WHEN",
    };

    public readonly Option<string?> CollapseId = new("--collapse-id")
    {
        Description = "apns-collapse-id: the device shows only the last of those with the same id (at most 64 bytes).",
        HelpName = "ID",
    };

    public readonly Option<bool> AllowUnknown = new("--allow-unknown")
    {
        Description = "Send push types and payload keys that this version doesn't know instead of taking them for mistakes.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Payload, PushType, Priority, Expiration, CollapseId, AllowUnknown }) command.Add(option);
    }
}
