namespace Push.Cli.Audiences;

/// <summary>What <c>push audience count</c> prints.</summary>
internal sealed record CountResult
{
    public required string App { get; init; }

    public string? List { get; init; }

    /// <summary>The filter, as it was understood.</summary>
    public string? Filter { get; init; }

    public required long Devices { get; init; }
}
