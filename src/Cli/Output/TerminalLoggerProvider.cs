using System.Collections.Concurrent;
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

    /// <summary>How long a message is not said again in the same words: connections try again every few seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, long> _said = new(StringComparer.Ordinal);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Holds nothing.
    }

    private void Write(LogLevel level, string category, string message, Exception? error)
    {
        if (!terminal.Verbose && WasSaid(message)) return;
        var clock = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        terminal.Note($"{clock} {NameOf(level)} {category}: {message}{Describe(error)}");
    }

    private string Describe(Exception? error)
    {
        if (error is null) return "";
        return terminal.Verbose ? Environment.NewLine + error : $" ({error.GetType().Name}: {error.Message})";
    }

    private bool WasSaid(string message)
    {
        if (_said.Count > MostRemembered) _said.Clear();
        var now = time.GetTimestamp();
        var said = _said.GetOrAdd(message, now);
        if (said == now) return false;
        if (time.GetElapsedTime(said) < Silence) return true;
        _said[message] = now;
        return false;
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
