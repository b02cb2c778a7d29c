using Push.Cli.Output;
using Push.Grains.Devices;
using Spectre.Console;

namespace Push.Cli.Devices;

/// <summary>A device as <c>push device</c> prints it.</summary>
internal sealed record DeviceResult(string Token, DateTimeOffset? RegisteredAt, bool IsProposed)
{
    /// <summary>Why it is retired, in the words of the API; null while it is not.</summary>
    public string? Retired { get; init; }

    public DateTimeOffset? RetiredAt { get; init; }

    public static DeviceResult Of(DeviceRecord record) => new(record.Token.ToHex(), record.RegisteredAt, record.IsProposed)
    {
        Retired = record.Retired == RetirementReason.None ? null : $"{record.Retired}",
        RetiredAt = record.RetiredAt,
    };

    public void Draw(IAnsiConsole console) => new Fields()
        .Add("token", Token)
        .Add("registered", RegisteredAt?.ToLocalText() ?? "not known")
        .Add("retired", RetiredAt is { } at ? $"{at.ToLocalText()}, {Retired}" : null, Color.Red)
        .Add("proposed", IsProposed ? "Apple called its token bad" : null, Color.Yellow)
        .Draw(console);
}
