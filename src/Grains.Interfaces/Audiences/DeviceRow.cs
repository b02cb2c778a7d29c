using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>One device of an audience. Times are in milliseconds since 1970.</summary>
public readonly struct DeviceRow
{
    /// <summary>The device's token.</summary>
    public required DeviceToken Token { get; init; }

    /// <summary>Since when it belongs to the audience.</summary>
    public required long AddedAt { get; init; }

    /// <summary>When it was registered last; 0 when that is not known, as for lists that don't say.</summary>
    public required long RegisteredAt { get; init; }

    /// <summary>The same as a time; null when it is not known.</summary>
    public DateTimeOffset? RegistrationTime =>
        RegisteredAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(RegisteredAt);

    /// <summary>Why it is retired; none while it is not.</summary>
    public RetirementReason Retired { get; init; }

    /// <summary>When it was retired or removed; 0 while it is neither.</summary>
    public long EndedAt { get; init; }

    /// <summary>Whether it was unregistered.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether it only carries what is known of a device that isn't in this audience (a retired one of a list).</summary>
    public bool IsNote { get; init; }

    /// <summary>When its retirement was proposed last, the stamp of the proposal; 0 when it is not.</summary>
    public long ProposedAt { get; init; }

    /// <summary>The tags and attributes that the app stored with it, packed: <see cref="AttributeReader"/> reads them.</summary>
    public ReadOnlyMemory<byte> Attributes { get; init; }

    /// <summary>Whether it is a member of the audience now.</summary>
    public bool IsActive => Retired == RetirementReason.None && !IsRemoved && !IsNote;

    /// <summary>Whether it was a member at a time and is none any more.</summary>
    public bool LeftSince(long time) => !IsActive && !IsNote && AddedAt < time && EndedAt >= time;
}
