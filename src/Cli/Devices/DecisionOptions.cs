using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Grains.Apps;

namespace Push.Cli.Devices;

/// <summary>The options that say what becomes of devices that are proposed to be retired.</summary>
internal sealed class DecisionOptions
{
    /// <summary>What is added to a command that only goes on with a decision.</summary>
    public const string Hint = " --forget      # or --retire";

    private readonly Option<bool> _retire = new("--retire")
    {
        Description = "Retire the devices whose tokens Apple called bad.",
    };

    private readonly Option<bool> _forget = new("--forget")
    {
        Description = "Keep them: something else was wrong.",
    };

    public void AddTo(Command command)
    {
        command.Add(_retire);
        command.Add(_forget);
    }

    /// <returns>The decision, or null when none was given.</returns>
    /// <exception cref="CommandException">Both were given.</exception>
    public ProposalDecision? Read(CommandContext context) => (context.Get(_retire), context.Get(_forget)) switch
    {
        (true, true) => throw CommandException.BadInput("--retire", "can't be used together with --forget"),
        (true, _) => ProposalDecision.Retire,
        (_, true) => ProposalDecision.Forget,
        _ => null,
    };
}
