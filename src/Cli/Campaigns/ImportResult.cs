using Push.Cli.TokenFiles;

namespace Push.Cli.Campaigns;

/// <summary>What became of a token file.</summary>
internal sealed record ImportResult
{
    /// <summary>Devices of the list.</summary>
    public required long Devices { get; init; }

    /// <summary>Devices that are new to it.</summary>
    public required long Added { get; init; }

    /// <summary>Devices whose attributes or time of registration changed.</summary>
    public required long Updated { get; init; }

    /// <summary>Good lines whose token stood in the file before, or was imported by an earlier try.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Lines that are no token; nothing is sent for them.</summary>
    public required long BadLines { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<BadLine> FirstBadLines { get; init; }

    /// <summary>How long reading and storing took.</summary>
    public required double Seconds { get; init; }
}
