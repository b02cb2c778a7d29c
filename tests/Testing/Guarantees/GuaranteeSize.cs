using System.Globalization;

namespace Push.Testing.Guarantees;

/// <summary>How large the campaigns are that the table of guarantees is tested with: <c>PUSH_GUARANTEE_DEVICES</c>, else 5,000.</summary>
public static class GuaranteeSize
{
    /// <summary>Devices of a campaign.</summary>
    public static int Devices { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PUSH_GUARANTEE_DEVICES"), CultureInfo.InvariantCulture, out var devices)
            ? devices
            : 5000;

    /// <summary>Devices of a chunk: a fiftieth.</summary>
    public static int Chunk => Devices / 50;
}
