using System.Collections.Immutable;
using Push.Apns;

namespace Push.Grains.Users;

/// <summary>The devices that may be a user's, the one that was added first at the front.</summary>
[GenerateSerializer, Alias("push.user-state")]
internal sealed record UserState
{
    [Id(0)]
    public ImmutableArray<UserDevice> Devices { get; init; } = [];
}

/// <summary>A device that may be a user's.</summary>
/// <param name="Token">The device.</param>
/// <param name="AddedAt">When it was added, in milliseconds since 1970.</param>
[GenerateSerializer, Immutable, Alias("push.user-device")]
internal readonly record struct UserDevice([property: Id(0)] DeviceToken Token, [property: Id(1)] long AddedAt);
