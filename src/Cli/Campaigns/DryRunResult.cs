using System.Globalization;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Spectre.Console;

namespace Push.Cli.Campaigns;

/// <summary>What a campaign would send if it were started now.</summary>
internal sealed record DryRunResult
{
    /// <summary>Devices that it would be sent to; at most, when <see cref="Undecided"/> says so.</summary>
    public required long Devices { get; init; }

    /// <summary>
    /// Devices of a token file among them that the filter may not mean: the file has no attributes for them, so those decide
    /// with which they are registered in the app.
    /// </summary>
    public long? Undecided { get; init; }

    /// <summary>Good lines of a token file whose token stood in it before.</summary>
    public long? Duplicates { get; init; }

    /// <summary>The size of the payload in bytes.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>What becomes of a template for the devices of an audience that is there already.</summary>
    public FilledResult? Filled { get; init; }

    /// <summary>The header <c>apns-topic</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>The header <c>apns-push-type</c>.</summary>
    public string? PushType { get; init; }

    /// <summary>The header <c>apns-priority</c>.</summary>
    public byte? Priority { get; init; }

    /// <summary>The header <c>apns-expiration</c>.</summary>
    public long? Expiration { get; init; }

    /// <summary>The same as a time.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The header <c>apns-collapse-id</c>.</summary>
    public string? CollapseId { get; init; }

    /// <summary>Lines of a token file that are no token.</summary>
    public long? BadLines { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines { get; init; }

    /// <summary>What would keep it from being started.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static DryRunResult Of(CampaignPreview preview) => new()
    {
        Devices = preview.Devices,
        PayloadBytes = preview.PayloadBytes,
        Filled = preview.Filled is { } filled ? FilledResult.Of(filled) : null,
        Topic = preview.Content.Topic,
        PushType = preview.Content.PushType.Value,
        Priority = preview.Content.Priority,
        Expiration = preview.Content.Expiration.EpochSeconds,
        ExpiresAt = preview.Content.Expiration.Time,
        CollapseId = preview.Content.CollapseId,
        Problems = [.. preview.Problems.Select(problem => problem.Message)],
    };

    /// <summary>The same with the devices of a token file.</summary>
    public DryRunResult Of(AudienceTallyResult tally, TokenFileReport report) => this with
    {
        Devices = tally.Meant + tally.Undecided,
        Undecided = tally.Undecided == 0 ? null : tally.Undecided,
        Duplicates = tally.Duplicates,
        BadLines = report.BadLines,
        FirstBadLines = report.FirstBadLines,
        Problems = tally.Meant + tally.Undecided > 0 ? Problems : [.. Problems, "The filter means no device of the file."],
    };

    public void Draw(IAnsiConsole console)
    {
        var fields = new Fields()
            .Add("devices", Undecided is { } undecided
                ? $"at most {Text(Devices)}: the file has no attributes for {Text(undecided)}, so those decide that are registered in the app"
                : Text(Devices))
            .Add("duplicates", Duplicates is > 0 and var duplicates ? Text(duplicates) : null)
            .Add("bad lines", BadLines is > 0 and var bad ? Text(bad) : null)
            .Add("payload", $"{Text(PayloadBytes)} bytes")
            .Add("filled", Filled is { LeastBytes: { } least, MostBytes: { } most } ? $"{Text(least)} to {Text(most)} bytes" : null)
            .Add("topic", Topic)
            .Add("push type", PushType)
            .Add("priority", Priority?.ToString(CultureInfo.InvariantCulture))
            .Add("expiration", Expiration == 0 ? "one attempt" : ExpiresAt?.ToLocalText())
            .Add("collapse id", CollapseId);
        foreach (var (reason, count) in Filled?.SkippedBy ?? new Dictionary<string, long>())
            fields.Add("would be skipped", $"{Text(count)} {reason}", Color.Yellow);
        foreach (var problem in Problems) fields.Add("problem", problem, Color.Red);
        fields.Add("sent", "nothing, this was a dry run").Draw(console);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
