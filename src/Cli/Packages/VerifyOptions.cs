using System.CommandLine;

namespace Push.Cli.Packages;

/// <summary>The options of the commands that verify.</summary>
internal sealed class VerifyOptions(string file)
{
    public readonly Argument<string> File = new("FILE") { Description = file };

    public readonly Option<string?> Root = new("--root")
    {
        Description = "Root that the signer's chain has to end at (DER or PEM); otherwise Apple's, if the machine has it.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(File);
        command.Add(Root);
    }
}
