namespace Push.Apns;

/// <summary>What an answer may say besides status and reason.</summary>
public readonly record struct ResponseDetails
{
    /// <summary>The header <c>apns-unique-id</c>.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The timestamp in the body of a 410.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The header <c>retry-after</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
