using Microsoft.Extensions.Logging;

namespace Push.Grains.Credentials;

internal sealed partial class CredentialWatch
{
    [LoggerMessage(1, LogLevel.Information, "The files of app {App} were replaced; its connections change over to {Credential}.")]
    private partial void LogReplaced(string app, string credential);

    [LoggerMessage(2, LogLevel.Warning, "The files of app {App} were changed but can't be used; the credential in memory stays in use. {Errors}")]
    private partial void LogKept(string app, string errors);

    [LoggerMessage(3, LogLevel.Warning, "App {App}: {Warning}.")]
    private partial void LogEnds(string app, string warning);
}
