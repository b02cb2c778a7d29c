namespace Push.Grains.Concurrency;

internal static class SemaphoreExtensions
{
    /// <summary>Takes a place; false when there was none in time, or the caller gave up waiting. Nothing is thrown.</summary>
    /// <param name="places">The places.</param>
    /// <param name="within">How long to wait; zero or less: there is no time even for a place that is free.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<bool> TryEnterAsync(
        this SemaphoreSlim places, TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            return within > TimeSpan.Zero && await places.WaitAsync(within, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
