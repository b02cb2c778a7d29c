using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

internal sealed partial class GroupCommitWriter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Count} operations to {Path} failed")]
    private partial void LogBatchLost(string path, int count, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The writer's connection to {Path} is opened anew")]
    private partial void LogReopening(string path, Exception error);
}
