using System.Globalization;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Campaigns;
using Spectre.Console;

namespace Push.Cli.Campaigns;

/// <summary>What a campaign would send if it were started now.</summary>
internal sealed record DryRunResult
{
    /// <summary>Devices of the audience; of a token file its good lines, duplicates included and before any filter.</summary>
    public required long Devices { get; init; }

    /// <summary>The size of the payload in bytes.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>The header <c>apns-topic</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>The header <c>apns-push-type</c>.</summary>
    public string? PushType { get; init; }

    /// <summary>The header <c>apns-priority</c>.</summary>
    public byte? Priority { get; init; }

    /// <summary>The header <c>apns-expiration</c>.</summary>
    public long? Expiration { get; init; }

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
        Topic = preview.Content.Topic,
        PushType = preview.Content.PushType.Value,
        Priority = preview.Content.Priority,
        Expiration = preview.Content.Expiration.EpochSeconds,
        CollapseId = preview.Content.CollapseId,
        Problems = [.. preview.Problems.Select(problem => problem.Message)],
    };

    public void Draw(IAnsiConsole console)
    {
        var fields = new Fields()
            .Add("devices", Text(Devices))
            .Add("bad lines", BadLines is > 0 and var bad ? Text(bad) : null)
            .Add("payload", $"{Text(PayloadBytes)} bytes")
            .Add("topic", Topic)
            .Add("push type", PushType)
            .Add("priority", Priority?.ToString(CultureInfo.InvariantCulture))
            .Add("expiration", Expiration?.ToString(CultureInfo.InvariantCulture))
            .Add("collapse id", CollapseId);
        foreach (var problem in Problems) fields.Add("problem", problem, Color.Red);
        fields.Add("sent", "nothing, this was a dry run").Draw(console);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
