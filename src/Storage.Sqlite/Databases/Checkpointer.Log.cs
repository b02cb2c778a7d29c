using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

internal sealed partial class Checkpointer
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Mode} checkpoint of {Path}: {Pages} pages in the log, {Elapsed}")]
    private partial void LogPass(string mode, string path, long pages, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A checkpoint of {Path} failed; its log grows until one succeeds")]
    private partial void LogFailed(string path, Exception error);
}
