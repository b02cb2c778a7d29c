using System.Globalization;
using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Sending;

/// <summary>Draws the result of <c>push send</c>.</summary>
internal static class SendView
{
    public static void Draw(IAnsiConsole console, SendResult result)
    {
        var fields = new Fields().Add("outcome", Outcome(result), result.Outcome == "accepted" ? Color.Green : Color.Red)
            .Add("apns-id", result.ApnsId.ToString())
            .Add("apns-unique-id", result.ApnsUniqueId)
            .Add("invalid since", result.InvalidSince?.ToString("u", CultureInfo.InvariantCulture))
            .Add("retry after", result.RetryAfterSeconds is { } seconds ? $"{seconds:0} s" : null)
            .Add("endpoint", result.Endpoint)
            .Add("time", $"{result.Milliseconds:0.0} ms")
            .Add("advice", result.Advice);
        fields.Draw(console);
    }

    private static string Outcome(SendResult result) => result.Outcome switch
    {
        "accepted" => "accepted",
        "rejected" => $"rejected: {result.Status} {result.Reason}".TrimEnd(),
        "notSent" => $"not sent: {result.Cause}",
        _ => $"unknown: {result.Cause}",
    };
}
