using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Push.Grains.Notifications;
using Push.Grains.Wallet;

namespace Push.Silo.Http.Wallet;

/// <summary>What a pass shall show.</summary>
internal sealed record PassRequest
{
    /// <summary><c>pass.json</c>; what the platform knows better may be left out.</summary>
    public JsonElement? Pass { get; init; }

    /// <summary>Files of this pass alone by their path in it, in base64.</summary>
    public Dictionary<string, byte[]?>? Files { get; init; }

    /// <summary>Its secret; left out: the one it has, or a new one.</summary>
    public string? AuthenticationToken { get; init; }

    /// <exception cref="PushRequestException">There is no pass.</exception>
    public PassContent ToContent() => new(
        Pass is { } pass
            ? Encoding.UTF8.GetBytes(pass.GetRawText())
            : throw new PushRequestException(RequestFault.Malformed, "pass: is missing."),
        (Files ?? []).ToImmutableSortedDictionary(file => file.Key, BytesOf, StringComparer.Ordinal));

    private static ReadOnlyMemory<byte> BytesOf(KeyValuePair<string, byte[]?> file) =>
        file.Value ?? throw new PushRequestException(RequestFault.Malformed, $"files: {file.Key} is null; a file is base64.");
}

/// <summary>A pass.</summary>
internal sealed record PassReply(string PassType, string Serial, string AuthenticationToken, long Revision,
    DateTimeOffset LastModified, bool IsAnnouncing)
{
    public PassEffect? Effect { get; init; }

    /// <summary>What whoever added the pass said of himself.</summary>
    public JsonElement? Personalization { get; init; }

    public static PassReply Of(PassInfo pass) => new(pass.PassType, pass.Serial, pass.AuthenticationToken, pass.Revision,
        pass.LastModified, pass.IsAnnouncing)
    {
        Personalization = pass.Personalization is { } info ? JsonSerializer.Deserialize<JsonElement>(info.Span) : null,
    };
}

/// <summary>One page of the devices that have a pass.</summary>
internal sealed record RegistrationsReply(int Pages, ImmutableArray<RegistrationReply> Devices)
{
    public static RegistrationsReply Of(PassRegistrations registrations) => new(registrations.Pages,
        [.. registrations.Devices.Select(device =>
            new RegistrationReply(device.Device, device.PushToken.ToHex(), device.RegisteredAt, device.Passes))]);
}

/// <summary>A device that has a pass.</summary>
internal sealed record RegistrationReply(string Device, string PushToken, DateTimeOffset RegisteredAt, int Passes);
