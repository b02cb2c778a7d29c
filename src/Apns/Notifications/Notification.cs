namespace Push.Apns;

/// <summary>One notification to one device.</summary>
/// <param name="Token">The device.</param>
/// <param name="Content">Payload and headers.</param>
public sealed record Notification(DeviceToken Token, NotificationContent Content)
{
    /// <summary>
    /// The header <c>apns-id</c>; null: one is made. Give one to have every repetition of a send carry the same.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>What fills the placeholders of a template, packed as the connection's <see cref="ITemplateValues"/> reads it.</summary>
    public ReadOnlyMemory<byte> Values { get; init; }
}
