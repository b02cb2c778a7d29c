namespace Push.Apns;

/// <summary>One rule that a notification's content breaks.</summary>
/// <param name="Field">
/// The field, by the name that command line and HTTP use (<c>payload</c>, <c>collapse-id</c>).
/// </param>
/// <param name="Rule">What the field must be, for people.</param>
public readonly record struct NotificationViolation(string Field, string Rule)
{
    /// <summary>Field and rule.</summary>
    public override string ToString() => $"{Field}: {Rule}";
}
