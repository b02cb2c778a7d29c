using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Payloads;
using Push.Grains.Notifications;

namespace Push.Cli.Sending;

/// <summary>Makes a notification's content of the options, and checks all of it before anything is connected.</summary>
internal static class ContentReader
{
    /// <summary>Reads payload and headers; every violation goes to <paramref name="problems"/>, named by its option.</summary>
    /// <param name="context">The command.</param>
    /// <param name="options">The options of the notification.</param>
    /// <param name="payload">The payload, already read; null when there is none, which has been said.</param>
    /// <param name="template">What is filled for each device in place of the payload; null: nothing is.</param>
    /// <param name="topic">The topic, or the bundle id to which the push type adds its suffix; null if none is known yet.</param>
    /// <param name="credential">How the sender proves itself, if that is known yet.</param>
    /// <param name="problems">Where violations go.</param>
    public static NotificationContent Read(
        CommandContext context,
        NotificationOptions options,
        ReadOnlyMemory<byte>? payload,
        PayloadTemplate? template,
        string? topic,
        CredentialKind credential,
        Problems problems)
    {
        var type = ImpliedHeaders.TypeOf(context.Get(options.PushType), payload ?? default, topic);
        var priority = context.Get(options.Priority) ?? ImpliedHeaders.PriorityOf(type);
        if (priority is < 0 or > byte.MaxValue)
        {
            problems.Add("--priority", $"must be 10, 5 or 1, not {priority}");
            priority = null;
        }

        var now = context.Time.GetUtcNow();
        Expiration expiration = default;
        if (context.Get(options.Expiration) is { } when && !ExpirationText.TryParse(when, now, out expiration))
            problems.Add("--expiration", ExpirationText.Forms);
        if (PastExpiration.FindError(expiration, now) is { } past) problems.Add("--expiration", past);

        var begun = template is null
            ? new NotificationContent { Payload = payload ?? default }
            : new NotificationContent(template);
        var content = begun with
        {
            Topic = topic is null ? null : type.TopicOf(topic),
            PushType = type,
            Priority = (byte?)priority,
            Expiration = expiration,
            CollapseId = context.Get(options.CollapseId),
            AllowUnknown = context.Get(options.AllowUnknown),
        };
        foreach (var violation in content.Validate(credential))
            if (payload is not null || violation.Field != "payload") problems.Add(ProblemOf(violation, credential));
        return content;
    }

    private static Problem ProblemOf(NotificationViolation violation, CredentialKind credential)
    {
        if (violation.Field == "credential")
            return new Problem(credential == CredentialKind.Certificate ? "--certificate" : "--key", violation.Rule);
        // The path into the payload belongs to the sentence: the option is --payload whatever stands in the file.
        var path = violation.Field.IndexOf('.', StringComparison.Ordinal);
        return path < 0
            ? new Problem($"--{violation.Field}", violation.Rule)
            : new Problem($"--{violation.Field[..path]}", $"{violation.Field[(path + 1)..]} {violation.Rule}");
    }
}
