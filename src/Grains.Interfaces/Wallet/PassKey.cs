using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Push.Grains.Notifications;

namespace Push.Grains.Wallet;

/// <summary>
/// The keys of passes, <c>{passType}/s-{serial}</c>, of the pages of their registrations, <c>{passType}/s-{serial}/{page}</c>,
/// and of the devices that hold passes, <c>{passType}/d-{hash}</c>. The id of a device is a secret between it and the
/// service, so only its hash is part of a key.
/// </summary>
public static class PassKey
{
    /// <summary>The longest serial number, and the longest name of a pass type.</summary>
    public const int MaxName = 128;

    /// <summary>The longest id of a device that is accepted; Wallet sends 32 digits.</summary>
    public const int MaxDeviceId = 256;

    /// <summary>The grain key of a pass.</summary>
    /// <exception cref="PushRequestException">Pass type or serial number is malformed.</exception>
    public static string Of(string passType, string serial) =>
        $"{Name.Check(passType, "pass type identifier", MaxName)}/s-{Name.Check(serial, "serial number", MaxName)}";

    /// <summary>The same, or null when one is malformed: for requests whose sender is to learn nothing.</summary>
    public static string? TryOf(string passType, string serial) =>
        Name.IsValid(passType, MaxName) && Name.IsValid(serial, MaxName) ? $"{passType}/s-{serial}" : null;

    /// <summary>The grain key of a device, or null when pass type or id is malformed.</summary>
    public static string? TryOfDevice(string passType, string deviceId)
    {
        if (!Name.IsValid(passType, MaxName) || deviceId.Length is 0 or > MaxDeviceId) return null;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(deviceId), digest);
        return OfDevice(passType, BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>The pass type inside a grain key.</summary>
    public static string PassTypeOf(string key) => key[..key.IndexOf('/')];

    internal static string SerialOf(string key) => key[(key.IndexOf('/') + "/s-".Length)..];

    internal static string OfPage(string passKey, int page) => $"{passKey}/{page}";

    internal static string OfDevice(string passType, UInt128 device) => $"{passType}/d-{device.ToString("x32", null)}";

    internal static UInt128 DeviceOf(string key) =>
        UInt128.Parse(key.AsSpan(key.IndexOf('/') + "/d-".Length), System.Globalization.NumberStyles.AllowHexSpecifier, null);

    /// <summary>The pass and its serial number inside the key of a page.</summary>
    internal static (string PassType, string Serial) PassOfPage(string key)
    {
        var parts = key.Split('/');
        return (parts[0], parts[1]["s-".Length..]);
    }
}
