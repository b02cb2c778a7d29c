using Microsoft.Extensions.Logging;

namespace Push.Grains.Apps;

internal sealed partial class AppGrain
{
    [LoggerMessage(1, LogLevel.Warning, "App {App} retires no more devices: {Problem}")]
    private partial void LogBraked(string app, string problem);

    [LoggerMessage(2, LogLevel.Information, "App {App}: {Devices} devices that are proposed to be retired: {Decision}.")]
    private partial void LogDecided(string app, long devices, ProposalDecision decision);

    [LoggerMessage(3, LogLevel.Warning, "App {App}: what was decided about proposals can't be written yet; it is tried again.")]
    private partial void LogNotSettled(string app, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Another activation of app {App} has written its state; this one ends.")]
    private partial void LogLostRace(string app);

    [LoggerMessage(5, LogLevel.Warning, "App {App} sends no more than a request now and then: {Problem}")]
    private partial void LogClosed(string app, string problem);

    [LoggerMessage(6, LogLevel.Information, "App {App} sends again: what was refused is taken.")]
    private partial void LogOpened(string app);
}
