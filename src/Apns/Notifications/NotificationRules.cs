using System.Text;

namespace Push.Apns;

/// <summary>The rules of a notification's headers (Apple, "Sending notification requests to APNs").</summary>
internal static class NotificationRules
{
    private const int MaxCollapseId = 64;

    public static IReadOnlyList<NotificationViolation> Check(NotificationContent content)
    {
        List<NotificationViolation>? found = null;
        Add("payload", PayloadRules.Check(content.Payload.Span, content.PushType.MaxPayload));
        Add("topic", Word(content.Topic));
        Add("push-type", Word(content.PushType.Value));
        Add("expiration", content.Expiration.IsInRange
            ? null
            : "must be seconds since 1970, up to the year 9999, or 0 for one attempt");
        Add("priority", Priority(content.Priority, content.PushType));
        Add("collapse-id", CollapseId(content.CollapseId));
        return found ?? (IReadOnlyList<NotificationViolation>)[];

        void Add(string field, string? rule)
        {
            if (rule is not null) (found ??= []).Add(new NotificationViolation(field, rule));
        }
    }

    private static string? Priority(byte? priority, PushType type)
    {
        if (priority is not (null or 1 or 5 or 10)) return $"must be 10, 5 or 1, not {priority}";
        if (type == PushType.Background && priority != 5)
            return "must be 5 for the push type background (left out, it means 10)";
        return type == PushType.LiveActivity && priority == 1 ? "must be 10 or 5 for the push type liveactivity" : null;
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
