using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Push.Cli.Output;

/// <summary>Sends logs to the terminal's standard error.</summary>
internal static class TerminalLogging
{
    /// <summary>Warnings and worse; with <c>--verbose</c> everything from Information on.</summary>
    public static ILoggingBuilder AddTerminal(this ILoggingBuilder logging, Terminal terminal)
    {
        logging.SetMinimumLevel(terminal.Verbose ? LogLevel.Information : LogLevel.Warning);
        // It prints every option of the framework at start, some two hundred lines.
        logging.AddFilter("Orleans.Runtime.SiloOptionsLogger", LogLevel.Warning);
        logging.Services.AddSingleton<ILoggerProvider>(new TerminalLoggerProvider(terminal, TimeProvider.System));
        return logging;
    }
}
