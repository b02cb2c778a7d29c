using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Push.Cli.Output;

/// <summary>
/// Writes one line per log message, through the same console as the progress bar, which moves out of the way. The
/// framework's own console logger would write over it.
/// </summary>
internal sealed class TerminalLoggerProvider(Terminal terminal, TimeProvider time) : ILoggerProvider
{
    /// <summary>
    /// Warnings of the framework at every start that ask nothing of anybody here: a watchdog that calls the start itself a
    /// stall, and advice about the garbage collector that is meant for servers.
    /// </summary>
    private static readonly int[] Meaningless = [100150, 100405];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Holds nothing.
    }

    private void Write(LogLevel level, string category, string message, Exception? error)
    {
        var clock = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var why = error is null ? "" : terminal.Verbose ? Environment.NewLine + error : $" ({error.GetType().Name}: {error.Message})";
        terminal.Note($"{clock} {NameOf(level)} {category}: {message}{why}");
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        _ => "info",
    };

    private sealed class Logger(TerminalLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel <= LogLevel.Warning && Meaningless.Contains(eventId.Id)) return;
            provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
