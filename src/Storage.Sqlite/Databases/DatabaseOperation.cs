namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// A unit of work on its way to a database thread. Its work is a single SQL statement, so that SQLite undoes all of it
/// when it fails and leaves the surrounding transaction alone.
/// </summary>
/// <param name="size">Bytes of payload it carries; bounds the transaction it becomes part of.</param>
/// <param name="cancellation">Honoured until a database thread takes the operation up.</param>
internal abstract class DatabaseOperation(long size, CancellationToken cancellation)
{
    public long Size { get; } = size;

    protected CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Ends the operation when its caller has given up before it began.</summary>
    public abstract bool EndIfCancelled();

    /// <summary>Does the work and keeps its result, or its failure. May run again if its transaction was lost.</summary>
    /// <returns>The failure, if it failed.</returns>
    public abstract Exception? Execute(Statements statements);

    /// <summary>Hands the result or the failure of <see cref="Execute"/> to the caller.</summary>
    public abstract void Complete(string path);

    /// <summary>Ends the operation with an error that is not its own.</summary>
    public abstract void Fail(Exception error);
}

internal sealed class DatabaseOperation<T>(Func<Statements, T> work, long size, CancellationToken cancellation)
    : DatabaseOperation(size, cancellation)
{
    // Callers continue on their own schedulers, never on a database thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Completion => _completion.Task;

    public override bool EndIfCancelled() =>
        Cancellation.IsCancellationRequested && _completion.TrySetCanceled(Cancellation);

    public override Exception? Execute(Statements statements)
    {
        try
        {
            _result = work(statements);
            return _failure = null;
        }
        catch (Exception error)
        {
            return _failure = error;
        }
    }

    public override void Complete(string path)
    {
        if (_failure is { } failure)
            _completion.TrySetException(SqliteStorageException.From(failure, path));
        else
            _completion.TrySetResult(_result!);
    }

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
