using System.CommandLine;

namespace Push.Cli.Sending;

/// <summary>The options of <c>push send</c> that <c>push doctor</c> and campaigns don't have.</summary>
internal sealed class SendOptions
{
    public readonly Option<string> Token = new("--token")
    {
        Description = "The device token in hexadecimal.",
        HelpName = "HEX",
        Required = true,
    };

    public readonly Option<string?> Id = new("--id")
    {
        Description = "apns-id, a UUID; made if left out.",
        HelpName = "UUID",
    };
}
