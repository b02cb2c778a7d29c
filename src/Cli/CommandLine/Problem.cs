namespace Push.Cli.CommandLine;

/// <summary>One thing wrong with the input: where it stands, and the rule that it breaks.</summary>
/// <param name="Field">The option, configuration key or file that is wrong.</param>
/// <param name="Rule">What is wrong with it, in a sentence for the person who typed it.</param>
internal sealed record Problem(string Field, string Rule)
{
    public override string ToString() => $"{Field}: {Rule}";
}
