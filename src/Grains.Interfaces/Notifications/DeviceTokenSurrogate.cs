using Push.Apns;

namespace Push.Grains.Notifications;

/// <summary>How a <see cref="DeviceToken"/> travels between silos.</summary>
[GenerateSerializer, Alias("push.device-token")]
public struct DeviceTokenSurrogate
{
    /// <summary>The token's bytes; empty for the default value.</summary>
    [Id(0)]
    public ReadOnlyMemory<byte> Bytes { get; set; }
}

/// <summary>Converts to and from <see cref="DeviceTokenSurrogate"/>.</summary>
[RegisterConverter]
public sealed class DeviceTokenConverter : IConverter<DeviceToken, DeviceTokenSurrogate>
{
    /// <inheritdoc/>
    public DeviceToken ConvertFromSurrogate(in DeviceTokenSurrogate surrogate) =>
        surrogate.Bytes.IsEmpty ? default : DeviceToken.FromBytes(surrogate.Bytes);

    /// <inheritdoc/>
    public DeviceTokenSurrogate ConvertToSurrogate(in DeviceToken value) => new() { Bytes = value.Bytes };
}
