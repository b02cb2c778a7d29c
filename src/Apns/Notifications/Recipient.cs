namespace Push.Apns;

/// <summary>One device of a batch.</summary>
/// <param name="Token">The device.</param>
/// <param name="Id">The header <c>apns-id</c>, for a campaign made by <see cref="NotificationId"/>.</param>
public readonly record struct Recipient(DeviceToken Token, Guid Id);
