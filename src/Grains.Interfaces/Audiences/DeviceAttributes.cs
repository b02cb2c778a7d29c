using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// What an app stores with a device: tags, and attributes that are strings, numbers, booleans or versions, packed into at
/// most <see cref="AttributeRules.MaxSize"/> bytes. The default value is empty. Made by <see cref="DeviceAttributesBuilder"/>
/// or from JSON (<see cref="AttributesJson"/>).
/// </summary>
/// <remarks>Equal sets of tags and attributes have equal bytes.</remarks>
public readonly struct DeviceAttributes : IEquatable<DeviceAttributes>
{
    private DeviceAttributes(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>No tags, no attributes.</summary>
    public static DeviceAttributes Empty => default;

    /// <summary>The packed form.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>The user that the device belongs to, or null.</summary>
    public string? UserId => StringOf("userId"u8);

    /// <summary>The device's language, or null.</summary>
    public string? Language => StringOf("language"u8);

    /// <summary>Takes packed attributes. They are not copied and must not change afterwards.</summary>
    /// <exception cref="PushRequestException">They are too long, or no packed attributes.</exception>
    public static DeviceAttributes FromBytes(ReadOnlyMemory<byte> bytes) => FindError(bytes.Span) is { } error
        ? throw new PushRequestException(RequestFault.Malformed, $"attributes: {error}.")
        : new DeviceAttributes(bytes);

    /// <summary>Looks things up without allocating.</summary>
    public AttributeReader Read() => new(Bytes.Span);

    /// <inheritdoc/>
    public bool Equals(DeviceAttributes other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DeviceAttributes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>The attributes as JSON.</summary>
    public override string ToString() => AttributesJson.ToText(this);

    /// <summary>Whether both have the same tags and attributes.</summary>
    public static bool operator ==(DeviceAttributes left, DeviceAttributes right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(DeviceAttributes left, DeviceAttributes right) => !left.Equals(right);

    /// <summary>What is stored is taken as it is; it was checked when it came in.</summary>
    internal static DeviceAttributes Trusted(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>What is wrong with packed attributes; null when they are good.</summary>
    internal static string? FindError(ReadOnlySpan<byte> packed)
    {
        if (packed.Length > AttributeRules.MaxSize)
            return $"tags and attributes of a device take at most {AttributeRules.MaxSize} bytes, not {packed.Length}";
        try
        {
            foreach (var entry in new AttributeReader(packed))
                if (!Utf8.IsValid(entry.Name) || !Utf8.IsValid(entry.Value.Utf8)) return "the bytes hold no UTF-8 text";
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException)
        {
            return "the bytes are no packed attributes";
        }
    }

    private string? StringOf(ReadOnlySpan<byte> name) =>
        Read().Find(name) is { Kind: AttributeKind.Text } value ? value.ToString() : null;
}

/// <summary>How <see cref="DeviceAttributes"/> travel.</summary>
[GenerateSerializer, Alias("push.device-attributes")]
public struct DeviceAttributesSurrogate
{
    /// <summary>The packed form.</summary>
    [Id(0)]
    public ReadOnlyMemory<byte> Bytes { get; set; }
}

/// <summary>Converts to and from <see cref="DeviceAttributesSurrogate"/>.</summary>
[RegisterConverter]
public sealed class DeviceAttributesConverter : IConverter<DeviceAttributes, DeviceAttributesSurrogate>
{
    /// <inheritdoc/>
    public DeviceAttributes ConvertFromSurrogate(in DeviceAttributesSurrogate surrogate) =>
        DeviceAttributes.Trusted(surrogate.Bytes);

    /// <inheritdoc/>
    public DeviceAttributesSurrogate ConvertToSurrogate(in DeviceAttributes value) => new() { Bytes = value.Bytes };
}
