namespace Push.Cli.CommandLine;

/// <summary>One thing wrong with the input: where it stands, and the rule that it breaks.</summary>
/// <param name="Field">The option, configuration key or file that is wrong.</param>
/// <param name="Rule">What is wrong with it, in a sentence for the person who typed it.</param>
internal sealed record Problem(string Field, string Rule)
{
    /// <summary>An error about a setting, which begins with its key: <c>Push:Apps:shop: …</c>.</summary>
    public static Problem OfSetting(string error)
    {
        var end = error.IndexOf(": ", StringComparison.Ordinal);
        return end < 0 ? new Problem("configuration", error) : new Problem(error[..end], error[(end + 2)..]);
    }

    public override string ToString() => $"{Field}: {Rule}";
}
