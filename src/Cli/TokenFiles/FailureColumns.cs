namespace Push.Cli.TokenFiles;

/// <summary>
/// What <c>push campaign failures</c> and the HTTP API write of a device that was not accepted. Such a file is a token file
/// again: its outcomes are of an earlier campaign, and no attributes that the devices have.
/// </summary>
internal static class FailureColumns
{
    public const string Outcome = "outcome";
    public const string Reason = "reason";

    /// <summary>The header of a CSV.</summary>
    public static readonly string[] All = ["token", Outcome, Reason];

    /// <summary>Whether the columns are those of such a file and no others.</summary>
    public static bool Are(IEnumerable<string> headers) => headers.SequenceEqual(All, StringComparer.Ordinal);
}
