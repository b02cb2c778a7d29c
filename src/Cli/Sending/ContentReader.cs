using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Payloads;

namespace Push.Cli.Sending;

/// <summary>Makes a notification's content of the options, and checks all of it before anything is connected.</summary>
internal static class ContentReader
{
    /// <summary>Reads payload and headers; every violation goes to <paramref name="problems"/>, named by its option.</summary>
    /// <param name="context">The command.</param>
    /// <param name="options">The options of the notification.</param>
    /// <param name="payload">The payload, already read.</param>
    /// <param name="topic">The topic; null if none is known yet.</param>
    /// <param name="problems">Where violations go.</param>
    public static NotificationContent Read(
        CommandContext context,
        NotificationOptions options,
        ReadOnlyMemory<byte> payload,
        string? topic,
        Problems problems)
    {
        var type = context.Get(options.PushType) is { } name ? new PushType(name) : ImpliedPushType.Of(payload);
        int? priority = context.Get(options.Priority);
        if (priority is null && type == PushType.Background) priority = 5; // Apple takes nothing else for it
        if (priority is < 0 or > byte.MaxValue)
        {
            problems.Add("--priority", $"must be 10, 5 or 1, not {priority}");
            priority = null;
        }

        Expiration expiration = default;
        if (context.Get(options.Expiration) is { } when
            && !ExpirationText.TryParse(when, context.Time.GetUtcNow(), out expiration))
        {
            problems.Add("--expiration", ExpirationText.Forms);
        }

        var content = new NotificationContent
        {
            Payload = payload,
            Topic = topic,
            PushType = type,
            Priority = (byte?)priority,
            Expiration = expiration,
            CollapseId = context.Get(options.CollapseId),
        };
        foreach (var violation in content.Validate()) problems.Add($"--{violation.Field}", violation.Rule);
        return content;
    }
}
