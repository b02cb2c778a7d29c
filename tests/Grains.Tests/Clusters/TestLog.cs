using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Push.Grains.Clusters;

/// <summary>Keeps what was logged; a test fails when an error was logged that it did not expect.</summary>
internal sealed class TestLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    // What Orleans says of writes that the test itself had fail bears the name of the storage that failed them.
    public void AssertNoErrors() => Assert.DoesNotContain(_lines, line => line.StartsWith("Error Push.", StringComparison.Ordinal)
        && !line.StartsWith($"Error {typeof(WatchedStorage).FullName}", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= (category.StartsWith("Push.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}".TrimEnd());
        }
    }
}
