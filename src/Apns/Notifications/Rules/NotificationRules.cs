using System.Text;

namespace Push.Apns;

/// <summary>The rules of a notification's headers (Apple, "Sending notification requests to APNs").</summary>
internal static class NotificationRules
{
    private const int MaxCollapseId = 64;

    public static IReadOnlyList<NotificationViolation> Check(NotificationContent content, CredentialKind credential)
    {
        var rule = PushTypeRule.Of(content);
        var found = new List<NotificationViolation>();
        PayloadRules.Check(content, rule, found);
        Add("topic", Word(content.Topic) ?? Topic(content.Topic, rule, credential));
        Add("push-type", Word(content.PushType.Value) ?? Type(content, rule));
        Add("expiration", content.Expiration.IsInRange
            ? null
            : "must be seconds since 1970, up to the year 9999, or 0 for one attempt");
        Add("priority", Priority(content.Priority, rule));
        Add("collapse-id", CollapseId(content.CollapseId));
        Add("credential", Credential(credential, rule));
        return found;

        void Add(string field, string? broken)
        {
            if (broken is not null) found.Add(new NotificationViolation(field, broken));
        }
    }

    private static string? Topic(string? topic, PushTypeRule rule, CredentialKind credential) => topic switch
    {
        null when credential == CredentialKind.ProviderToken => "must be given with a provider token",
        null => null,
        _ => rule.CheckTopic(topic),
    };

    private static string? Type(NotificationContent content, PushTypeRule rule)
    {
        if (content.PushType.IsUnspecified || rule.IsKnown || rule.IsWallet || content.AllowUnknown) return null;
        return $"must be one of {string.Join(", ", PushTypeRule.Names)}, unless unknown ones are allowed; "
            + $"{content.PushType.Value} is none";
    }

    private static string? Priority(byte? priority, PushTypeRule rule)
    {
        if (priority is not (null or 1 or 5 or 10)) return $"must be 10, 5 or 1, not {priority}";
        if (rule.Priorities.Contains(priority ?? 10)) return null;
        var allowed = string.Join(" or ", rule.Priorities);
        return $"must be {allowed} for the push type {rule.Name}" + (priority is null ? " (left out, it means 10)" : "");
    }

    private static string? Credential(CredentialKind credential, PushTypeRule rule)
    {
        if (credential == CredentialKind.Unknown || rule.Credential is CredentialKind.Unknown || rule.Credential == credential)
            return null;
        if (rule.IsWallet) return "must be the pass's own certificate for the update of a Wallet pass";
        return rule.Credential == CredentialKind.Certificate
            ? $"must be a certificate for the push type {rule.Name}"
            : $"must be a provider token for the push type {rule.Name}, which a certificate can't send";
    }

    // Header values are written as they are: what isn't printable could end the line at a peer that speaks HTTP/1.
    private static string? Word(string? value)
    {
        if (value is null) return null;
        if (value.Length == 0) return "must not be empty; leave it out instead";
        var position = value.AsSpan().IndexOfAnyExceptInRange('!', '~');
        return position < 0 ? null : $"must be printable ASCII without spaces; position {position} is not";
    }

    private static string? CollapseId(string? value)
    {
        if (value is null) return null;
        if (value.Length == 0) return "must not be empty; leave it out instead";
        var bytes = Encoding.UTF8.GetByteCount(value);
        if (bytes > MaxCollapseId) return $"must have at most {MaxCollapseId} bytes in UTF-8, not {bytes}";
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i])) return $"must not hold control characters; position {i} is one";
            if (char.IsSurrogate(value[i]) && !char.IsSurrogatePair(value, i++))
                return $"must be valid Unicode; position {i - 1} is half a character";
        }
        return value[0] == ' ' || value[^1] == ' ' ? "must not begin or end with a space" : null;
    }
}
