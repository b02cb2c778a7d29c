namespace Push.Apns;

/// <summary>A notification was given that Apple is certain to refuse; nothing was sent.</summary>
/// <param name="violations">All of them; the message holds one line for each.</param>
public sealed class InvalidNotificationException(IReadOnlyList<NotificationViolation> violations)
    : Exception(string.Join(Environment.NewLine, violations))
{
    /// <summary>All rules that were broken.</summary>
    public IReadOnlyList<NotificationViolation> Violations => violations;
}
