using System.Globalization;
using Push.Cli.Output;
using Push.Grains.Apps;
using Spectre.Console;

namespace Push.Cli.Devices;

/// <summary>An app's proposals as <c>push app</c> prints them.</summary>
internal sealed record AppResult(string App, long Proposed, int Answers, int Bad, int LimitPercent)
{
    /// <summary>What the brake holds the app's campaigns for; null while it is off.</summary>
    public string? Brake { get; init; }

    public DateTimeOffset? BrakedAt { get; init; }

    /// <summary>A decision that still holds for what is proposed: retire or forget.</summary>
    public string? Decided { get; init; }

    /// <summary>What Apple refuses at present.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    public static AppResult Of(AppStatus status) => new(
        status.App, status.Proposals.Waiting, status.Proposals.Answers, status.Proposals.Bad, status.Proposals.LimitPercent)
    {
        Brake = status.Proposals.Brake?.Message,
        BrakedAt = status.Proposals.BrakedAt,
        Decided = status.Proposals.Decided?.ToString().ToLowerInvariant(),
        Closed = [.. status.Closed.Select(closure => closure.Problem.Message)],
    };

    public void Draw(IAnsiConsole console) => new Fields()
        .Add("app", App)
        .Add("gate", Closed.Count == 0 ? null : string.Join(' ', Closed), Color.Red)
        .Add("proposed", Number(Proposed))
        .Add("bad tokens", $"{Number(Bad)} of the last {Number(Answers)} answers; the limit is {LimitPercent} %")
        .Add("brake", Brake, Color.Red)
        .Add("decided", Decided is null ? null : $"{Decided}, until the share has fallen under the limit")
        .Draw(console);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
