using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.Payloads.Checking;

/// <summary>What <c>push payload check</c> prints.</summary>
internal sealed record PayloadCheckResult
{
    public required bool IsValid { get; init; }

    /// <summary>The push type it was checked for; null for none.</summary>
    public string? PushType { get; init; }

    /// <summary>The payload's size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>The largest payload of the push type in bytes.</summary>
    public required int MaxSize { get; init; }

    public required IReadOnlyList<Problem> Violations { get; init; }

    public static PayloadCheckResult Of(NotificationContent content)
    {
        var violations = content.Validate();
        return new PayloadCheckResult
        {
            IsValid = violations.Count == 0,
            PushType = content.PushType.Value,
            Size = content.Payload.Length,
            MaxSize = content.PushType.MaxPayload,
            Violations = [.. violations.Select(violation => new Problem(violation.Field, violation.Rule))],
        };
    }
}
