using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Broadcast;

/// <summary>Draws the result of <c>push channel</c>.</summary>
internal static class ChannelView
{
    public static void Draw(IAnsiConsole console, ChannelResult result)
    {
        var accepted = result.Outcome == "accepted";
        if (accepted && result.Channels is { } channels)
        {
            foreach (var id in channels) console.WriteLine(id);
            console.WriteLine($"{channels.Count:N0} of {result.Limit:N0} channels");
            return;
        }

        new Fields()
            .Add("outcome", $"{result.Outcome} {result.Status} {result.Reason}{result.Cause}".Trim(), accepted ? Color.Green : Color.Red)
            .Add("channel", result.ChannelId)
            .Add("storage", result.Storage)
            .Add("request id", result.RequestId)
            .Add("endpoint", result.Endpoint)
            .Add("advice", result.Advice)
            .Draw(console);
    }
}
