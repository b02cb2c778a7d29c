using Push.Grains.Audiences;
using Push.Grains.Devices;

namespace Push.Silo.Http.Devices;

/// <summary>Names a device.</summary>
/// <param name="Token">Its token in hexadecimal.</param>
internal sealed record DeviceRequest(string? Token);

/// <summary>Registers a device.</summary>
/// <param name="Token">Its token in hexadecimal.</param>
/// <param name="Attributes">
/// Tags and attributes, which take the place of all that are there; left out: those that are there stay.
/// </param>
internal sealed record RegisterRequest(string? Token, DeviceAttributes? Attributes);

/// <param name="Result">What the registration changed.</param>
internal sealed record RegisterReply(RegisterResult Result);

/// <summary>What is kept of a device.</summary>
internal sealed record DeviceReply(string Token, DateTimeOffset? RegisteredAt, DeviceAttributes Attributes)
{
    public RetirementReason? Retired { get; init; }

    public DateTimeOffset? RetiredAt { get; init; }

    public bool IsProposed { get; init; }

    public static DeviceReply Of(DeviceRecord record) => new(record.Token.ToHex(), record.RegisteredAt, record.Attributes)
    {
        Retired = record.Retired == RetirementReason.None ? null : record.Retired,
        RetiredAt = record.RetiredAt,
        IsProposed = record.IsProposed,
    };
}
