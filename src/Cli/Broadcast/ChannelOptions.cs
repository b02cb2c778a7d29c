using System.CommandLine;
using Push.Cli.Sending;

namespace Push.Cli.Broadcast;

/// <summary>The options that say whose channels, and where they are managed.</summary>
internal sealed class ChannelOptions
{
    public TargetOptions Target { get; } = new();

    /// <summary>Adds all of them to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        Target.AddTo(command);
        command.Add(Target.ChannelHost);
        command.Add(Target.ChannelPort);
    }
}
