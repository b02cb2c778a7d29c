using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>One device of an import or an export.</summary>
/// <param name="Token">The device.</param>
/// <param name="Attributes">
/// Tags and attributes, which take the place of all that a member has; empty: what it has stays.
/// </param>
/// <param name="RegisteredAt">
/// When the app registered last with this token, if that is known: Apple's word that it is gone counts only if it is later.
/// </param>
public readonly record struct AudienceDevice(
    DeviceToken Token, DeviceAttributes Attributes = default, DateTimeOffset? RegisteredAt = null);
