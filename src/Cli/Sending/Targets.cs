using Push.Apns.Connections;
using Push.Cli.CommandLine;

namespace Push.Cli.Sending;

/// <summary>From options to an open connection, with every failure in the user's terms.</summary>
internal static class Targets
{
    /// <summary>The target of the options, or of the app that <c>--app</c> names with the options on top of it.</summary>
    public static Target? Read(
        CommandContext context, TargetOptions options, Problems problems, EndpointKind kind = EndpointKind.Push)
    {
        var (settings, names) = TargetOptionsReader.Read(context, options, problems);
        return TargetReader.Read(settings, names, context.Time, problems, kind);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="CommandException">No connection could be made: exit code 3.</exception>
    public static async Task<ApnsConnection> ConnectAsync(Target target, CommandContext context)
    {
        try
        {
            return await ApnsConnection.ConnectAsync(target.ConnectionOptions(context.Time), context.Cancelled);
        }
        catch (ApnsConnectException e)
        {
            throw new CommandException(ExitCode.Unreachable, $"can't connect to {target.Name}", e.Message);
        }
    }
}
