namespace Push.Apns;

/// <summary>One device of a batch.</summary>
/// <param name="Token">The device.</param>
/// <param name="Id">The header <c>apns-id</c>, for a campaign made by <see cref="NotificationId"/>.</param>
/// <param name="Values">What fills the placeholders of a template, packed as the connection's <see cref="ITemplateValues"/> reads it.</param>
public readonly record struct Recipient(DeviceToken Token, Guid Id, ReadOnlyMemory<byte> Values = default);
